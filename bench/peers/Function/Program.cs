// What the template generates.
using Stopinator.Lambda;

return await StopinatorFunction.RunAsync(args);
