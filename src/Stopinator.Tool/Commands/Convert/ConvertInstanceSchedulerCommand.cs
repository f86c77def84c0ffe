using System.CommandLine;
using Stopinator.Scheduling;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>Converts the schedules of AWS Instance Scheduler.</summary>
internal sealed class ConvertInstanceSchedulerCommand : ConvertCommand
{
    private readonly Option<string?> _zone = new("--time-zone")
    {
        Description = "The time zone of schedules that name none: the default of its stack. Default: UTC.",
        HelpName = "zone",
    };

    private readonly Option<string?> _stack = new("--stack")
    {
        Description = "The stack of a template, whose name stands before the names of its schedules.",
        HelpName = "name",
    };

    public ConvertInstanceSchedulerCommand()
        : base(
            "instance-scheduler",
            "Converts the schedules of AWS Instance Scheduler to a catalog, and names the tags to set.",
            "The table, the output of its command line tool, or its template, as JSON.")
    {
        Add(_zone);
        Add(_stack);
    }

    public override string Example => "stopinator convert instance-scheduler schedules.json --out catalog.json";

    protected override IReadOnlyList<ConvertedSchedule> Read(CommandContext context, string text, string path)
    {
        var zone = context.Value(_zone) ?? "UTC";
        var stack = context.Value(_stack);
        var catalog = Failure.Parse(
            path, "file", () => ScheduleSource.Read(text, json => InstanceSchedulerNotation.ParseCatalog(json, zone, stack), path));
        var now = context.Time.GetUtcNow();
        return
        [
            .. catalog.Schedules
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => ConvertedSchedule.Of(one.Key, $"Schedule={one.Key}", one.Value, now)),
        ];
    }
}
