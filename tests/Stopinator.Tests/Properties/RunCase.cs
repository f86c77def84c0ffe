using System.Collections.Immutable;

namespace Stopinator.Tests.Properties;

/// <summary>A random fleet, a request on it, the rules it is under, and what goes wrong meanwhile.</summary>
public sealed record RunCase
{
    public required ImmutableArray<InstanceCase> Fleet { get; init; }

    public required SelectorCase Selector { get; init; }

    public required PowerRequest Request { get; init; }

    public required SelectorCase? Scope { get; init; }

    public required int BatchSize { get; init; }

    public required (string Value, bool Names)? Iam { get; init; }

    public required bool PartialEffectByZone { get; init; }

    public required int? Capacity { get; init; }

    /// <summary>The time for which a start without capacity is tried again.</summary>
    public TimeSpan CapacityTime { get; init; }

    public required TimeSpan TransitionTime { get; init; }

    public required TimeSpan Latency { get; init; }

    public required TimeSpan DescribeLag { get; init; }

    public required TimeSpan? TimeToDeadline { get; init; }

    /// <summary>The time at which the caller cancels the execution; null for never.</summary>
    public required TimeSpan? CancelledAfter { get; init; }

    public required ImmutableArray<FaultCase> Faults { get; init; }

    /// <summary>
    /// The action for an instance: that of the request or, in a reconcile, that of the schedule of its environment; null for none.
    /// </summary>
    public PowerAction? ActionFor(int index) =>
        Request.Action != PowerAction.Reconcile
            ? Request.Action
            : Fleet[index].Env switch { "dev" => PowerAction.Stop, "test" => PowerAction.Start, _ => null };

    public override string ToString() =>
        $"""

        {Request with { Selector = Selector.Selector }}
        scope {Scope}, allow [{string.Join(", ", Request.Allow)}], batch {BatchSize}, IAM {Iam}, by zone {PartialEffectByZone}, capacity {Capacity},
        transition {TransitionTime}, latency {Latency}, lag {DescribeLag}, time {TimeToDeadline}, cancelled after {CancelledAfter}
        {string.Join(Environment.NewLine, Fleet.Select((instance, index) => $"  {InstanceCase.IdOf(index)} {instance}"))}
        {string.Join(Environment.NewLine, Faults.Select(fault => $"  {fault}"))}
        """;
}
