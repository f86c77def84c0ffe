using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda;

/// <summary>Describes a failed run on one line.</summary>
internal static class FailureText
{
    private const int MaxLength = 1000;

    public static string Of(PowerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Bounded(WithFirst(report.ToString(), FirstOf(report)));
    }

    public static string Of(MultiTargetReport targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var first = targets.Targets.FirstOrDefault(target => target.HasFailed())
            ?? targets.Targets.FirstOrDefault(target => target.Report is not null && FirstOf(target.Report) is not null)
            ?? targets.Targets.FirstOrDefault(target => !target.IsSuccess);
        var summary = TargetsText.Of(targets.Targets.FirstOrDefault()?.Asked.Request.Action ?? default, targets);
        return Bounded(WithFirst(summary, first is null ? null : Line(first)));
    }

    private static string Line(TargetReport target) =>
        target.Report is { } report ? $"{target.Name}: {FirstOf(report) ?? report.ToString()}" : target.ToString();

    private static string? FirstOf(PowerReport report) =>
        report.Instances.FirstOrDefault(instance => instance is { IsSuccess: false, Outcome: not Outcome.NotAttempted }) is { } first
            ? $"{first.InstanceId}, {first.Message}"
            : null;

    private static string WithFirst(string text, string? first) => first is null ? text : $"{text} The first: {first}";

    private static string Bounded(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}...";
}
