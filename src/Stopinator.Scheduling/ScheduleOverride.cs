using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>What an instance should be until an instant, whatever its schedule says; afterwards the schedule holds again.</summary>
/// <param name="State">What it should be; <see cref="DesiredState.Unmanaged"/> leaves it alone.</param>
/// <param name="Until">The first instant at which the schedule holds again. Two overrides that name the same instant are equal.</param>
public sealed record ScheduleOverride(DesiredState State, DateTimeOffset Until)
{
    /// <summary>The override as a schedule's text holds it, e.g. <c>running until 2026-11-21T22:00Z</c>.</summary>
    public override string ToString() => $"{StateText.Of(State)} until {InstantText.Of(Until)}";
}
