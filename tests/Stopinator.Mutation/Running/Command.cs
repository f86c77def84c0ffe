using System.Diagnostics;

namespace Stopinator.Mutation.Running;

/// <summary>A program that ran.</summary>
/// <param name="ExitCode">Its exit status, or null when it was ended because it took too long.</param>
/// <param name="Output">What it wrote to both streams.</param>
/// <param name="Took">The time it took.</param>
internal sealed record Command(int? ExitCode, string Output, TimeSpan Took)
{
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan most, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(most);
        int? status;
        try
        {
            await process.WaitForExitAsync(limit.Token);
            status = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            status = null;
        }

        return new Command(status, string.Concat(await texts), watch.Elapsed);
    }
}
