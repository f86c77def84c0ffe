using System.Collections.Immutable;

namespace Stopinator.Reporting;

/// <summary>Makes the request for what a run left undone.</summary>
internal static class Remainder
{
    public static PowerRequest? Of(PowerReport report)
    {
        var left = report.Instances.Where(IsLeft).ToArray();
        return left.Length == 0 ? null : report.Request with
        {
            Selector = InstanceSelector.ById(left.Select(instance => instance.InstanceId)).And(report.Request.Selector),
            Order = report.Request.Order is { } order ? order with { AwaitFirst = AwaitFirst(report, left) } : null,
            Deadline = null,
        };
    }

    /// <summary>
    /// Returns true when an instance with this outcome is wanted in a state in which it was not seen, or is not ready: a later wave must
    /// not begin.
    /// </summary>
    public static bool HoldsLaterWaves(Outcome? outcome, ReasonCode reason) =>
        outcome switch
        {
            Outcome.Reached or Outcome.AlreadyThere => false,
            Outcome.Skipped => reason is ReasonCode.AwaitedFirst or ReasonCode.Transitional or ReasonCode.HeldByObserver,
            Outcome.Failed => reason is ReasonCode.Refused or ReasonCode.NotCarriedOut,
            _ => true,
        };

    private static bool IsLeft(InstanceOutcome instance) => instance
        is { Outcome: Outcome.NotAttempted, Reason: not ReasonCode.DryRun }
        or { Outcome: Outcome.Unknown, Action: not PowerAction.Reboot };

    // The instances of an unfinished wave, where a later wave of their group is left. Those that are left themselves are among them, in
    // case the selector no longer selects them.
    private static ImmutableArray<string> AwaitFirst(PowerReport report, InstanceOutcome[] left)
    {
        var last = left.Where(instance => instance.Wave is not null)
            .GroupBy(instance => (instance.Group, instance.Action))
            .ToDictionary(group => group.Key, group => group.Max(PlaceOf));
        return
        [
            .. report.Instances
                .Where(instance => instance.Wave is not null && WasOrdered(instance, report.Request)
                    && last.TryGetValue((instance.Group, instance.Action), out var place) && PlaceOf(instance) < place)
                .GroupBy(instance => (instance.Group, instance.Action, instance.Wave))
                .Where(wave => wave.Any(instance => HoldsLaterWaves(instance.Outcome, instance.Reason)))
                .SelectMany(wave => wave)
                .Where(IsWanted)
                .Select(instance => instance.InstanceId),
        ];
    }

    // What a rule skips for its state was never wanted. What was still between two states after a wait was.
    private static bool WasOrdered(InstanceOutcome instance, PowerRequest request) =>
        instance.Reason != ReasonCode.Transitional || request.WaitForTransition;

    private static bool IsWanted(InstanceOutcome instance) =>
        instance.Outcome is Outcome.Reached or Outcome.AlreadyThere || HoldsLaterWaves(instance.Outcome, instance.Reason);

    // Starts go up the waves, stops go down.
    private static long PlaceOf(InstanceOutcome instance) =>
        instance.Action == PowerAction.Stop ? -(long)instance.Wave!.Value : instance.Wave!.Value;
}
