using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Lists instances.</summary>
internal sealed class FindCommand : ToolCommand
{
    private readonly Argument<InstanceSelector> _selector = SelectorArgument.Required();

    private readonly Option<string[]> _columns = new("--columns")
    {
        Description = $"The columns, with commas between them: {string.Join(", ", FoundSheet.Names)}, or tag:<key>.",
        HelpName = "names",
        CustomParser = result => FoundSheet.Parse(result),
    };

    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Lists them again every few seconds, until Ctrl+C." };

    public FindCommand()
        : base("find", "Lists instances: id, name, type, zone, state, since when, schedule.")
    {
        Add(_selector);
        Add(_columns);
        Add(_watch);
    }

    public override string Example => "stopinator find \"tag:Env=dev and instance-state-name=running\"";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Value(_watch))
        {
            return await WatchAsync(context, cancellationToken);
        }

        Write(context, await FindAsync(context, cancellationToken));
        return ExitCode.Done;
    }

    private async Task<int> WatchAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Format != OutputFormat.Table || !context.Output.Profile.Capabilities.Ansi)
        {
            throw new UsageException("--watch needs a terminal and the output as table.");
        }

        try
        {
            await context.Output.Live(new Text("")).StartAsync(async live =>
            {
                while (true)
                {
                    var found = await FindAsync(context, cancellationToken);
                    live.UpdateTarget(new Rows(Sheet(context, found).TableFor(context.Output.Profile.Width), new Text(Count(found))));
                    await Task.Delay(TimeSpan.FromSeconds(5), context.Time, cancellationToken);
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is the way to end it.
        }

        return ExitCode.Done;
    }

    private Task<List<Ec2Instance>> FindAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.FindAsync(context.Value(_selector)!, cancellationToken);

    private void Write(CommandContext context, List<Ec2Instance> found)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.Output.WriteRaw(JsonSerializer.Serialize(found, ToolJson.Default.IReadOnlyListEc2Instance));
                break;
            case OutputFormat.Ids:
                found.ForEach(instance => context.Output.WriteRaw(instance.InstanceId));
                break;
            default:
                Sheet(context, found).WriteTo(context.Output, context.Format == OutputFormat.Markdown);
                context.Output.WriteNote(Count(found));
                break;
        }
    }

    private Sheet Sheet(CommandContext context, List<Ec2Instance> found) =>
        FoundSheet.Of(found, context.Value(_columns) is { Length: > 0 } columns ? columns : FoundSheet.Names, context.Schedules);

    private static string Count(List<Ec2Instance> found) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{found.Count:#,0} {(found.Count == 1 ? "instance" : "instances")}.");
}
