using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>A plan: the decision of the schedules on each instance, and why. Nothing has been done yet.</summary>
public sealed class ScheduledPlan
{
    internal ScheduledPlan(PowerPlan power, DateTimeOffset tick, ImmutableArray<UnknownSchedule> unknownSchedules) =>
        (Power, Tick, UnknownSchedules) = (power, tick, unknownSchedules);

    /// <summary>
    /// Creates a plan, e.g. as the return value of a substituted <see cref="IScheduledPowerService"/> in a test. No real service executes
    /// such a plan.
    /// </summary>
    /// <param name="power">The decisions.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="unknownSchedules">The schedules that do not exist. Default: none.</param>
    public static ScheduledPlan Create(PowerPlan power, DateTimeOffset tick, IEnumerable<UnknownSchedule>? unknownSchedules = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        return new ScheduledPlan(power, tick, [.. unknownSchedules ?? []]);
    }

    /// <summary>The decisions, one for each instance: to start, to stop, or to leave alone.</summary>
    public PowerPlan Power { get; }

    /// <summary>The tick for which the plan was made.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once, with the instances that name it.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <inheritdoc cref="PowerPlan.ToString"/>
    public override string ToString() => Power.ToString();
}
