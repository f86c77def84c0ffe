using System.Diagnostics;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>A published function, running.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private FunctionProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>True while the process runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts it in an environment of exactly these variables.</summary>
    public static FunctionProcess Start(string[] commandLine, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new FunctionProcess(Process.Start(start)!);
    }

    /// <summary>Ends it as Lambda does.</summary>
    /// <returns>What it wrote, errors last.</returns>
    public async Task<string> EndAsync()
    {
        if (IsAlive)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        return await _output + await _errors;
    }

    /// <summary>Asks it to end, as a host of containers does, and waits until it has ended.</summary>
    /// <returns>What it wrote, errors last.</returns>
    public async Task<string> TerminateAsync(TimeSpan patience)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(patience);
        return await _output + await _errors;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
    }
}
