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
        var found = await context.FindAsync(selector, cancellationToken);
        var preview = Preview(context, found.ConvertAll(PreviewInstance.Of), read);
        if (context.Format == OutputFormat.Json)
        {
            context.Output.WriteRaw(PreviewDocument.JsonOf(preview));
        }
        else
        {
            context.Output.WriteText(preview.ToString().TrimEnd());
        }

        return await _html.WriteAsync(context, preview.ToHtml()) ? ExitCode.Done : ExitCode.Failed;
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
