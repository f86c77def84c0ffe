using System.CommandLine;
using Stopinator.Scheduling;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Checks a schedule, or a file of schedules.</summary>
internal sealed class ScheduleCheckCommand : ToolCommand
{
    private readonly Argument<string?> _text = new("TEXT")
    {
        Description = "The schedule, as it would stand in a tag.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _file = new("--file", "-f") { Description = "A catalog of schedules as JSON.", HelpName = "file" };

    public ScheduleCheckCommand()
        : base("check", "Checks a schedule or a file of schedules. A mistake is shown with its place, and the exit code is 1.")
    {
        Add(_text);
        Add(_file);
    }

    public override string Example => "stopinator schedule check \"mon-fri 07:00-20:00; dec25 off Europe/Paris\"";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, schedule) in await ReadAsync(context, cancellationToken))
        {
            context.Output.WriteNote($"{(name.Length == 0 ? "valid" : name)}: {schedule}");
            foreach (var warning in schedule.Warnings)
            {
                context.Output.WriteNote($"  Mind: {warning}");
            }
        }

        return ExitCode.Done;
    }

    private async Task<IReadOnlyList<(string Name, PowerSchedule Schedule)>> ReadAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (context.Value(_text), context.Value(_file)) switch
            {
                ({ } text, null) => [("", ScheduleSource.Read(text, context.Catalog.Resolve))],
                (null, { } file) => await OfFileAsync(context.PathOf(file), cancellationToken),
                _ => throw new UsageException($"'stopinator schedule check' takes either a TEXT or --file, e.g. {Example}"),
            };
        }
        catch (UsageException exception) when (exception.InnerException is ScheduleFormatException or UnknownScheduleException)
        {
            // The command line is right, and the check has found a mistake.
            throw new CheckFailedException(exception.Message, exception);
        }
    }

    private static async Task<IReadOnlyList<(string Name, PowerSchedule Schedule)>> OfFileAsync(
        string path, CancellationToken cancellationToken)
    {
        var json = await Failure.ReadFileAsync(path, "file of schedules", cancellationToken);
        var catalog = ScheduleSource.Read(json, ScheduleCatalog.Parse, path);
        return [.. catalog.Schedules.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value))];
    }
}
