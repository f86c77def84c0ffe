using Stopinator.Tool.Running;

return await ToolProgram.RunAsync(args);
