using System.Diagnostics;

namespace Stopinator.Tool.Tests.Support;

/// <summary>A program in a terminal of tmux, whose screen is read.</summary>
internal sealed class Tmux : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _socket;

    private Tmux(string socket) => _socket = socket;

    /// <summary>Set to <c>true</c> where tmux is known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_TMUX";

    private static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>Skips the test when tmux is not installed.</summary>
    public static void Require()
    {
        const string Message = "tmux is not there. To run this test: apt-get install tmux";
        Assert.False(!IsThere && Environment.GetEnvironmentVariable(RequireVariable) == "true", Message);
        Assert.SkipUnless(IsThere, Message);
    }

    /// <summary>Starts a program in a terminal of its own. The terminal stays when the program has ended.</summary>
    public static async Task<Tmux> StartAsync(int columns, int rows, string command)
    {
        var terminal = new Tmux(Path.Combine(Path.GetTempPath(), $"stopinator-tmux-{Guid.NewGuid():N}"));
        await terminal.RunAsync(
            "-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}",
            $"env -u NO_COLOR -u AWS_PROFILE TERM=screen-256color LANG=C.UTF-8 {command}; exec sleep 300");
        return terminal;
    }

    /// <summary>Types a text and Enter.</summary>
    public Task TypeAsync(string text) => RunAsync("send-keys", text, "Enter");

    /// <summary>Presses Ctrl+C.</summary>
    public Task InterruptAsync() => RunAsync("send-keys", "C-c");

    /// <summary>Reads the screen until it has the text and fulfills the condition.</summary>
    public async Task<string> WaitForAsync(string text, Predicate<string>? condition = null)
    {
        var screen = "";
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience;)
        {
            screen = await RunAsync("capture-pane", "-p");
            if (screen.Contains(text, StringComparison.Ordinal) && condition?.Invoke(screen) != false)
            {
                return screen;
            }
        }

        throw new InvalidOperationException($"The screen has no '{text}':\n{screen}");
    }

    public async ValueTask DisposeAsync() => await RunAsync("kill-server");

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-u", "-S", _socket, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
