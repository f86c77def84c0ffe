using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda;

/// <summary>Describes a failed run on one line.</summary>
internal static class FailureText
{
    private const int MaxLength = 1000;

    /// <summary>Returns the summary of the report, and the first failure.</summary>
    public static string Of(PowerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Bounded(Joined(report.ToString(), FirstOf(report)));
    }

    /// <summary>Returns the summary of all targets, and the first failure.</summary>
    public static string Of(MultiTargetReport targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var summary = TargetsText.Of(targets.Targets.FirstOrDefault()?.Asked.Request.Action ?? default, targets);
        return Bounded(Joined(summary, FirstOf(targets)));
    }

    /// <summary>Returns the first failure, without the summary; empty when no instance failed.</summary>
    public static string DetailOf(PowerReport report) => Bounded(FirstOf(report));

    /// <summary>Returns the first failure, without the summary; empty when every target succeeded.</summary>
    public static string DetailOf(MultiTargetReport targets) => Bounded(FirstOf(targets));

    /// <summary>Returns both texts with a blank between them, or the one that is not empty.</summary>
    public static string Joined(string text, string more) => more.Length == 0 ? text : $"{text} {more}";

    private static string FirstOf(PowerReport report) => Named(LineOf(report));

    private static string FirstOf(MultiTargetReport targets)
    {
        var first = targets.Targets.FirstOrDefault(target => target.HasFailed())
            ?? targets.Targets.FirstOrDefault(target => target.Report is not null && LineOf(target.Report) is not null)
            ?? targets.Targets.FirstOrDefault(target => !target.IsSuccess);
        return Named(first is null ? null : LineOf(first));
    }

    private static string Named(string? first) => first is null ? "" : $"The first: {first}";

    private static string LineOf(TargetReport target) =>
        target.Report is { } report ? $"{target.Name}: {LineOf(report) ?? report.ToString()}" : target.ToString();

    private static string? LineOf(PowerReport report) =>
        report.Instances.FirstOrDefault(instance => instance is { IsSuccess: false, Outcome: not Outcome.NotAttempted }) is { } first
            ? $"{first.InstanceId}, {first.Message}"
            : null;

    private static string Bounded(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}...";
}
