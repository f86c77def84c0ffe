using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>A plan: the decision of the schedules on each instance, and why. Nothing has been done yet.</summary>
public sealed class ScheduledPlan
{
    internal ScheduledPlan(
        PowerPlan power, DateTimeOffset tick, ImmutableArray<UnknownSchedule> unknownSchedules, ImmutableArray<string> catalogProblems) =>
        (Power, Tick, UnknownSchedules, CatalogProblems) = (power, tick, unknownSchedules, catalogProblems);

    /// <summary>
    /// Creates a plan, e.g. as the return value of a substituted <see cref="IScheduledPowerService"/> in a test. No real service executes
    /// such a plan.
    /// </summary>
    /// <param name="power">The decisions.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="unknownSchedules">The schedules that do not exist. Default: none.</param>
    /// <param name="catalogProblems">The problems of sources whose last catalog stays in force. Default: none.</param>
    public static ScheduledPlan Create(
        PowerPlan power,
        DateTimeOffset tick,
        IEnumerable<UnknownSchedule>? unknownSchedules = null,
        IEnumerable<string>? catalogProblems = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        return new ScheduledPlan(power, tick, [.. unknownSchedules ?? []], [.. catalogProblems ?? []]);
    }

    /// <summary>The decisions, one for each instance: to start, to stop, or to leave alone.</summary>
    public PowerPlan Power { get; }

    /// <summary>The tick for which the plan was made.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once, with the instances that name it.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <summary>
    /// The problems of catalogs that could not be read this time, one sentence each. The last good catalogs stay in force.
    /// </summary>
    public ImmutableArray<string> CatalogProblems { get; }

    /// <inheritdoc cref="PowerPlan.ToString"/>
    public override string ToString() => Power.ToString();
}
