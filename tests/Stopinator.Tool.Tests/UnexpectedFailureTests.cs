using Spectre.Console.Testing;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Tests;

/// <summary>A defect ends the tool with a line, and a cancellation is none.</summary>
public sealed class UnexpectedFailureTests
{
    [Fact]
    public async Task Run_ADefect_IsALineAndAnExitCode()
    {
        using var messages = new TestConsole().Width(1_000);

        var code = await RunAsync(messages, new InvalidOperationException("The variables\nare gone."));

        Assert.Equal(
            (1, "The tool has failed unexpectedly: InvalidOperationException: The variables are gone.\n"), (code, messages.Output));
    }

    [Fact]
    public async Task Run_ACancellationOfSomethingElse_IsNotSwallowed()
    {
        using var messages = new TestConsole();

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(messages, new OperationCanceledException()));
    }

    private static async Task<int> RunAsync(TestConsole messages, Exception exception)
    {
        using var output = new TestConsole();
        var host = new ToolHost
        {
            Output = output,
            Messages = messages,
            CanAsk = false,
            Folder = Path.GetTempPath(),
            Environment = _ => throw exception,
        };
        return await ToolProgram.RunAsync(["schedule", "show", "off"], host, CancellationToken.None);
    }
}
