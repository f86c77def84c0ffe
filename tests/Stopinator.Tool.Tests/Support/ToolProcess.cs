using System.Diagnostics;
using System.Text;
using Stopinator.Tests.Shared;

namespace Stopinator.Tool.Tests.Support;

/// <summary>The tool in a process of its own, whose streams are pipes.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Program = Built("Stopinator.Tool");

    private readonly Process _process;
    private readonly StringBuilder _messages = new();

    private ToolProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_messages)
            {
                _messages.Append(line.Data).Append('\n');
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts the tool as it was built, from its own folder.</summary>
    public static ToolProcess Start(params string[] arguments) =>
        StartProgram("dotnet", Line(arguments)[1..]);

    /// <summary>Returns the tool's program and arguments, for another program that runs it.</summary>
    public static string[] Line(params string[] arguments) => ["dotnet", Program, .. arguments];

    /// <summary>Starts the sample LocalEc2 as it was built.</summary>
    public static ToolProcess StartLocalEc2(params string[] arguments) => StartProgram("dotnet", [Built("LocalEc2"), .. arguments]);

    /// <summary>Returns the command line of the tool for a shell.</summary>
    public static string CommandLine(params string[] arguments) =>
        string.Join(' ', Line(arguments).Select(argument => $"'{argument}'"));

    /// <summary>Starts any program, without a region or credentials of this machine and without settings of the SDK that runs the test.</summary>
    public static ToolProcess StartProgram(string program, IEnumerable<string> arguments)
    {
        // A shell starts programs in the background with Ctrl+C ignored, and .NET keeps to that. A person's shell does not.
        string[] line = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";

        // No process of a build holds the pipes when the program has ended.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return new(Process.Start(start)!);
    }

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<ToolResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Reads lines until one has the text.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Output.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended without '{text}': {_messages}");
    }

    /// <summary>Presses Ctrl+C.</summary>
    public Task InterruptAsync() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExitAsync();

    /// <summary>Asks the program to end, as a host does that shuts down.</summary>
    public Task TerminateAsync() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExitAsync();

    /// <summary>Awaits the end.</summary>
    public async Task<ToolResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _process.StandardInput.Close();
        var output = await Output.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        lock (_messages)
        {
            return new(_process.ExitCode, output, _messages.ToString());
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Built(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace("Stopinator.Tool.Tests", project, StringComparison.Ordinal), $"{project}.dll");
}
