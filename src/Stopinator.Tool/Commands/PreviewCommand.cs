using System.CommandLine;
using Stopinator.Scheduling;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Shows the next seven days of a fleet: what its tags ask for, and the hours saved.</summary>
internal sealed class PreviewCommand : ToolCommand
{
    private readonly Argument<InstanceSelector?> _selector = SelectorArgument.Optional("every instance");

    private readonly TargetsOption _targets = new();

    private readonly OutOption _html = new("--html", "page", "Writes a page for a browser to this file.");

    private readonly Option<string?> _whatIf = new("--what-if")
    {
        Description = "A schedule that the instances do not have yet: shows the week as if all of them had it.",
        HelpName = "schedule",
    };

    private readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "The instant, e.g. 2026-11-20T21:30+01:00. Default: now.",
        HelpName = "instant",
        CustomParser = Parsers.Instant,
    };

    private readonly Option<bool> _calendarWeek = new("--calendar-week")
    {
        Description = "Shows Monday to Sunday, and not seven days from today.",
    };

    public PreviewCommand()
        : base("preview", "Shows the next seven days of a fleet and the hours saved. It describes the instances and changes nothing.")
    {
        Add(_selector);
        Add(_targets);
        Add(_html);
        Add(_whatIf);
        Add(_at);
        Add(_calendarWeek);
    }

    public override string Example => "stopinator preview tag:Env=dev --what-if \"mon-fri 07:00-20:00 Europe/Paris\" --html week.html";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table, OutputFormat.Json];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var read = context.Value(_whatIf) is { } text ? WhatIf(ScheduleSource.Read(text, context.Catalog.Resolve)) : null;
        var selector = context.Value(_selector) ?? InstanceSelector.All;
        using var list = await _targets.OpenAsync(context, cancellationToken);
        var (preview, failures) = list is null
            ? (Preview(context, (await context.FindAsync(selector, cancellationToken)).ConvertAll(PreviewInstance.Of), read), [])
            : await PreviewAsync(context, list, selector, read, cancellationToken);
        if (context.Format == OutputFormat.Json)
        {
            context.Output.WriteRaw(PreviewDocument.JsonOf(preview));
        }
        else
        {
            context.Output.WriteText(preview.ToString().TrimEnd());
        }

        var written = await _html.WriteAsync(context, preview.ToHtml());
        failures.ForEach(failure => context.Messages.WriteFailure(failure));
        return written && failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<(FleetPreview Preview, List<string> Failures)> PreviewAsync(
        CommandContext context, TargetList list, InstanceSelector selector,
        Func<IReadOnlyDictionary<string, string>, PowerSchedule?>? read, CancellationToken cancellationToken)
    {
        var fleets = await Failure.AskAsync(() => read is null
            ? list.Scheduled().FindAsync(list.Targets, selector, cancellationToken)
            : list.FindAsync(selector, cancellationToken));
        List<string> failures =
            [.. fleets.Where(fleet => fleet.Failure is not null).Select(fleet => $"{fleet.Target}: {fleet.Failure!.Message}")];
        var at = context.Value(_at) ?? context.Time.GetUtcNow();
        var preview = read is not null
            ? Preview(context, [.. fleets.SelectMany(fleet => fleet.Instances).Select(PreviewInstance.Of)], read)
            : context.Value(_calendarWeek) ? FleetPreview.OfWeek(fleets, at) : FleetPreview.WeekAhead(fleets, at);
        return (preview, failures);
    }

    private FleetPreview Preview(
        CommandContext context, List<PreviewInstance> instances, Func<IReadOnlyDictionary<string, string>, PowerSchedule?>? read)
    {
        var at = context.Value(_at) ?? context.Time.GetUtcNow();
        return (read, context.Value(_calendarWeek)) switch
        {
            ({ } rule, true) => FleetPreview.OfWeek(instances, rule, at),
            ({ } rule, false) => FleetPreview.WeekAhead(instances, rule, at),
            (null, true) => FleetPreview.OfWeek(instances, context.Schedules, at),
            (null, false) => FleetPreview.WeekAhead(instances, context.Schedules, at),
        };
    }

    private static Func<IReadOnlyDictionary<string, string>, PowerSchedule?> WhatIf(PowerSchedule schedule) => _ => schedule;
}
