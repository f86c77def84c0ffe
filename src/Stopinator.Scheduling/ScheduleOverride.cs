using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>A state that holds until an instant, whatever the schedule says. Afterwards the schedule holds again.</summary>
/// <param name="State">The state; <see cref="DesiredState.Unmanaged"/> leaves the instance alone.</param>
/// <param name="Until">
/// The first instant at which the schedule holds again; <see cref="DateTimeOffset.MaxValue"/> for an override that does not end. Two
/// overrides that name the same instant are equal.
/// </param>
public sealed record ScheduleOverride(DesiredState State, DateTimeOffset Until)
{
    /// <summary>
    /// Returns the override as a schedule's text holds it, e.g. <c>running until 2026-11-21T22:00Z</c>, <c>stopped until forever</c>.
    /// </summary>
    public override string ToString() => $"{StateText.Of(State)} until {UntilText.Of(Until)}";
}
