using System.Globalization;
using Spectre.Console;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>Everything that is known about one instance, in the order in which a person asks.</summary>
/// <param name="Instance">The instance as EC2 describes it.</param>
/// <param name="ScheduleTag">The tag with its schedule; null without one.</param>
/// <param name="ScheduleValue">The value of the tag.</param>
/// <param name="AsksFor">What the tags ask for now.</param>
/// <param name="NextTick">What a reconcile would do now, and why; null without a schedule.</param>
/// <param name="NextChanges">The next changes that the schedule asks for, up to three.</param>
/// <param name="NextMoments">The next moments of a schedule of moments, up to three.</param>
/// <param name="Stop">What a stop would meet.</param>
/// <param name="Permission">What EC2's DryRun of the stop says; null when a stop would not be sent.</param>
internal sealed record Explanation(
    Ec2Instance Instance, string? ScheduleTag, string? ScheduleValue, string AsksFor, string? NextTick,
    IReadOnlyList<TransitionDocument> NextChanges, IReadOnlyList<MomentDocument> NextMoments, string Stop, string? Permission)
{
    private const int WidthOfNames = 12;
    private const int LongestText = 4096;

    public void WriteTo(IAnsiConsole console)
    {
        console.WriteNote(string.Join("  ", Texts(Instance.InstanceId, Instance.Name, Instance.InstanceType, Instance.AvailabilityZone)));
        if (!console.Profile.Capabilities.Ansi)
        {
            foreach (var (name, text) in Lines())
            {
                console.WriteNote($"{name,-WidthOfNames}{text}");
            }

            return;
        }

        // The texts are broken within their column.
        var grid = new Grid().AddColumn(new GridColumn { Width = WidthOfNames, NoWrap = true, Padding = new Padding(0) })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach (var (name, text) in Lines())
        {
            grid.AddRow(new Text(name), new Text(ErrorText.Clean(text, LongestText)));
        }

        console.Write(grid);
    }

    private IEnumerable<(string Name, string Text)> Lines()
    {
        var since = Instance.State is PowerState.Running or PowerState.Pending ? Instance.LaunchTime : Instance.StateTransitionTime;
        yield return ("State", since is null ? EnumText.Of(Instance.State) : $"{EnumText.Of(Instance.State)} since {Times.Of(since)}");
        if (Instance.StateReason is { } reason)
        {
            var hasCode = reason.Message.StartsWith(reason.Code, StringComparison.Ordinal);
            yield return ("Reason", hasCode ? reason.Message : $"{reason.Code}: {reason.Message}");
        }

        if (!string.IsNullOrEmpty(Instance.StateTransitionReason))
        {
            yield return ("Transition", Instance.StateTransitionReason);
        }

        yield return ("Schedule", ScheduleTag is null ? "none" : $"{ScheduleTag} = {ScheduleValue}");
        yield return ("Asks for", AsksFor);
        yield return ("Next tick", NextTick ?? "A reconcile does not select it.");
        foreach (var change in NextChanges)
        {
            var at = change.At.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
            yield return ("Change", $"{at}  {EnumText.Of(change.To)}: {change.Why}");
        }

        foreach (var moment in NextMoments)
        {
            var at = moment.At.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
            yield return ("Moment", $"{at}  {(moment.State == DesiredState.Running ? "start" : "stop")}: {moment.Source}");
        }

        yield return ("A stop", Permission ?? Stop);
        if (Permission is not null)
        {
            yield return ("Not shown", "Stop protection: EC2 shows it neither in a describe nor in a dry run, and refuses the stop.");
        }
    }

    private static IEnumerable<string> Texts(params string?[] texts) => texts.OfType<string>();
}
