using Stopinator.Tool.Running;

// The first Ctrl+C (or SIGTERM) ends the run with its report; the second ends the process.
using var interruption = new Interruption();
return await ToolProgram.RunAsync(args, ToolHost.OfProcess(), interruption.Token);
