using System.CommandLine;
using System.CommandLine.Invocation;
using Stopinator.Lambda.CommandLine;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Output;

namespace Stopinator.Tool.Running;

/// <summary>Runs one command line, and turns failures into a message and an exit code.</summary>
internal static class ToolProgram
{
    /// <summary>Runs the command line of this process. The first SIGINT or SIGTERM ends the run with its report.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using var interruption = new Interruption();
        return await RunAsync(args, ToolHost.OfProcess(), interruption.Token);
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolHost host, CancellationToken cancellationToken)
    {
        var options = new GlobalOptions();
        var parsed = CommandTree.Create(options, host.Output.Profile.Width).Parse(args, new ParserConfiguration
        {
            // An argument that begins with @ is a text like any other, and not a file of arguments.
            ResponseFileTokenReplacer = null,
            EnablePosixBundling = false,
        });
        if (parsed.Action is not (null or ParseErrorAction))
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = host.Output.Profile.Out.Writer, ProcessTerminationTimeout = null },
                cancellationToken);
        }

        try
        {
            UsageErrors.ThrowIfAny(parsed);
            var command = (ToolCommand)parsed.CommandResult.Command;
            await using var context = new CommandContext(host, options, parsed, command);
            foreach (var file in command.Options.OfType<OutOption>())
            {
                file.Prepare(context);
            }

            return await command.RunAsync(context, cancellationToken);
        }
        catch (Exception exception) when (Failure.ExitCodeOf(exception, cancellationToken) is { } code)
        {
            host.Messages.WriteFailure(Failure.MessageOf(exception));
            return code;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            host.Messages.WriteFailure(
                $"The tool has failed unexpectedly: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failed;
        }
    }
}
