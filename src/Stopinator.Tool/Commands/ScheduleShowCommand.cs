using System.CommandLine;
using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Shows what a schedule asks for: the week as a picture, and the changes.</summary>
internal sealed class ScheduleShowCommand : ToolCommand
{
    private const int Week = 7;

    private readonly Argument<string> _text = new("TEXT")
    {
        Description = "The schedule, or a name in the catalog of the configuration file.",
    };

    private readonly Option<DateTimeOffset?> _from = new("--from")
    {
        Description = "The instant from which it is shown, e.g. 2026-11-20T21:30+01:00. Default: now.",
        HelpName = "instant",
        CustomParser = Parsers.Instant,
    };

    private readonly Option<int?> _days = new("--days")
    {
        Description = "The days of which changes are listed. Default: 7.",
        HelpName = "number",
        CustomParser = Parsers.Number(1, 366),
    };

    public ScheduleShowCommand()
        : base("show", "Shows a schedule: its week as a picture, the state at an instant and why, and the changes after it.")
    {
        Add(_text);
        Add(_from);
        Add(_days);
    }

    public override string Example => "stopinator schedule show \"mon-fri 07:00-20:00 Europe/Paris\" --from 2026-11-20T21:30+01:00";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table, OutputFormat.Json, OutputFormat.Markdown];

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var schedule = ScheduleSource.Read(context.Value(_text)!, context.Catalog.Resolve);
        var from = context.Value(_from) ?? context.Time.GetUtcNow();
        var days = context.Value(_days) ?? Week;
        Write(context, schedule, from, from.AddDays(days), isList: days != Week || context.Format == OutputFormat.Markdown);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(CommandContext context, PowerSchedule schedule, DateTimeOffset from, DateTimeOffset to, bool isList)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.Output.WriteRaw(ScheduleDocument.JsonOf(schedule, from, to));
            return;
        }

        if (context.Format == OutputFormat.Table)
        {
            context.Output.WriteText(SchedulePreview.WeekAhead(schedule, from).ToString().TrimEnd());
        }

        if (isList)
        {
            var sheet = new Sheet("At", "State", "Why");
            foreach (var change in schedule.Transitions(from, to))
            {
                sheet.Add(TimeOf(change.At), EnumText.Of(change.To), change.Decision.Why);
            }

            foreach (var moment in schedule.Moments(from, to))
            {
                sheet.Add(TimeOf(moment.At), moment.State == DesiredState.Running ? "start" : "stop", moment.Source);
            }

            sheet.WriteTo(context.Output, context.Format == OutputFormat.Markdown);
        }
    }

    private static string TimeOf(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
