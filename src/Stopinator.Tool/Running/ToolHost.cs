using Amazon.EC2;
using Spectre.Console;

namespace Stopinator.Tool.Running;

/// <summary>The surroundings of the tool. A test replaces each of them.</summary>
internal sealed record ToolHost
{
    private const int WidthInPipes = 10_000;

    /// <summary>The console of results: standard output.</summary>
    public required IAnsiConsole Output { get; init; }

    /// <summary>The console of questions, progress and errors: standard error.</summary>
    public required IAnsiConsole Messages { get; init; }

    /// <summary>True when a person can be asked.</summary>
    public required bool CanAsk { get; init; }

    /// <summary>The current folder. Paths on the command line begin here.</summary>
    public required string Folder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns the value of an environment variable; null without one.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The client of EC2; null to make one from the options and the environment.</summary>
    public IAmazonEC2? Ec2 { get; init; }

    /// <summary>Returns the client of a target; null to make them from the options and the environment.</summary>
    public Func<PowerTarget, IAmazonEC2>? ClientFor { get; init; }

    /// <summary>The surroundings of this process.</summary>
    public static ToolHost OfProcess()
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        return new()
        {
            Output = Create(Console.Out, Console.IsOutputRedirected),
            Messages = Create(Console.Error, Console.IsErrorRedirected),
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            Folder = Directory.GetCurrentDirectory(),
        };
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // A program reads lines, so no row of a table is broken for it.
        console.Profile.Width = isRedirected ? WidthInPipes : console.Profile.Width;
        return console;
    }
}
