using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>A report of the outcomes of a tick.</summary>
public sealed class ScheduledReport
{
    internal ScheduledReport(ScheduledPlan plan, PowerReport power) =>
        (Power, Tick, UnknownSchedules, CatalogProblems) = (power, plan.Tick, plan.UnknownSchedules, plan.CatalogProblems);

    /// <summary>Creates a report, e.g. as the return value of a substituted <see cref="IScheduledPowerService"/> in a test.</summary>
    /// <param name="plan">The plan that was carried out.</param>
    /// <param name="power">The outcomes.</param>
    public static ScheduledReport Create(ScheduledPlan plan, PowerReport power)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(power);
        return new ScheduledReport(plan, power);
    }

    /// <summary>The outcomes, one for each instance.</summary>
    public PowerReport Power { get; }

    /// <summary>The tick for which the plan was made.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once, with the instances that name it.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <inheritdoc cref="ScheduledPlan.CatalogProblems"/>
    public ImmutableArray<string> CatalogProblems { get; }

    /// <inheritdoc cref="PowerReport.ToString"/>
    public override string ToString() => Power.ToString();
}
