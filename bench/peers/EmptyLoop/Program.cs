// The same loop, and a handler that does nothing.
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Runtime;

using var api = RuntimeApi.Connect(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")!);
return await new RuntimeLoop(api, new LogLine(Console.OpenStandardOutput()), TimeProvider.System).RunAsync(
    () => (_, _) => Task.FromResult("{}"u8.ToArray()), CancellationToken.None);
