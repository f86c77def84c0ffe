using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Runs;

/// <summary>Describes a run over many targets on one line.</summary>
internal static class TargetsText
{
    /// <summary>True for a target that has no report for another reason than the end of the run's time.</summary>
    public static bool HasFailed(this TargetReport target) =>
        target.Failure is not (null or OperationCanceledException or TargetNotReachedException);

    /// <summary>Returns the counts of instances, and the numbers of targets that failed and that are left.</summary>
    public static string Of(PowerAction action, MultiTargetReport report)
    {
        var counts = string.Join(", ", report.Counts
            .Where(pair => pair.Value > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {EnumText.Of(pair.Key).Replace('-', ' ')}")));
        var reports = report.Targets.Select(target => target.Report).OfType<PowerReport>().ToArray();
        var isDry = Array.Exists(reports, one => one.DryRun) ? " (dry run)" : "";
        var instances = Number(reports.Sum(one => one.Instances.Length + one.OmittedCount), "instance");
        var calls = Number(reports.Sum(one => one.Calls), "call");
        var text = $"{EnumText.Of(action)}{isDry} at {Number(report.Targets.Length, "target")}: "
            + $"{(counts.Length == 0 ? "nothing" : counts)} (of {instances}, {calls}).";
        var failed = report.Targets.Count(HasFailed);
        var left = report.Remaining().Length;
        return text + (failed > 0 ? $" {Number(failed, "target")} failed." : "")
            + (left > 0 ? $" {Number(left, "target")} {(left == 1 ? "is" : "are")} left." : "");
    }

    private static string Number(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
