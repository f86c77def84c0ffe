using Stopinator.Lambda;

return await StopinatorFunction.RunAsync(args);
