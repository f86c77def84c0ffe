using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Describes plans and reports of many targets on one line.</summary>
internal static class TargetsText
{
    /// <summary>Returns what the plans ask for.</summary>
    public static string Of(MultiTargetPlan plan)
    {
        var action = EnumText.Of(plan.Targets[0].Asked.Request.Action);
        var instances = Number(plan.SelectedCount, "instance");
        return string.Create(
            CultureInfo.InvariantCulture, $"{action} {plan.ActingCount} of {instances} at {Number(plan.Targets.Length, "target")}")
            + Failed(plan.FailedTargets);
    }

    /// <summary>Returns what became of the instances.</summary>
    public static string Of(MultiTargetReport report)
    {
        var counts = string.Join(", ", report.Counts
            .Where(pair => pair.Value > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {EnumText.Of(pair.Key).Replace('-', ' ')}")));
        PowerReport[] reports = [.. report.Targets.Select(target => target.Report).OfType<PowerReport>()];
        var instances = Number(reports.Sum(one => one.Instances.Length + one.OmittedCount), "instance");
        var calls = Number(reports.Sum(one => one.Calls), "call");
        var action = EnumText.Of(report.Targets[0].Asked.Request.Action);
        return $"{action} at {Number(report.Targets.Length, "target")}: {(counts.Length == 0 ? "nothing" : counts)} "
            + $"(of {instances}, {calls}){Failed(report.FailedTargets)}";
    }

    private static string Failed(int targets) => targets > 0 ? $"; {Number(targets, "target")} failed." : ".";

    private static string Number(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
