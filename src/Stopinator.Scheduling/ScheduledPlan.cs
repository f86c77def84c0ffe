using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>What the schedules ask for, instance by instance, and why. Nothing has been done yet.</summary>
public sealed class ScheduledPlan
{
    internal ScheduledPlan(PowerPlan power, DateTimeOffset tick, ImmutableArray<UnknownSchedule> unknownSchedules) =>
        (Power, Tick, UnknownSchedules) = (power, tick, unknownSchedules);

    /// <summary>Makes a plan, e.g. as the answer of a substituted <see cref="IScheduledPowerService"/> in a test. No real service executes it.</summary>
    /// <param name="power">The decisions.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="unknownSchedules">The schedules that do not exist. Default: none.</param>
    public static ScheduledPlan Create(PowerPlan power, DateTimeOffset tick, IEnumerable<UnknownSchedule>? unknownSchedules = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        return new ScheduledPlan(power, tick, [.. unknownSchedules ?? []]);
    }

    /// <summary>The starts, the stops, and what is left alone: one decision for each instance.</summary>
    public PowerPlan Power { get; }

    /// <summary>The tick it was made for.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once with its instances.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <inheritdoc cref="PowerPlan.ToString"/>
    public override string ToString() => Power.ToString();
}
