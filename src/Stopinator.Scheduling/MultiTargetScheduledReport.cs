using System.Collections.Immutable;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>A report of the outcomes of a tick at many targets.</summary>
public sealed class MultiTargetScheduledReport
{
    internal MultiTargetScheduledReport(MultiTargetReport power, DateTimeOffset tick, ScheduleFindings findings) =>
        (Power, Tick, UnknownSchedules, CatalogProblems) = (power, tick, findings.UnknownSchedules, findings.CatalogProblems);

    /// <summary>Creates a report, e.g. as the return value of a substituted <see cref="IMultiTargetScheduledPowerService"/>.</summary>
    /// <param name="plan">The plans that were carried out.</param>
    /// <param name="power">The outcomes.</param>
    public static MultiTargetScheduledReport Create(MultiTargetScheduledPlan plan, MultiTargetReport power)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(power);
        return new(power, plan.Tick, plan.Findings);
    }

    /// <summary>The outcomes, target by target, and the failures of targets.</summary>
    public MultiTargetReport Power { get; }

    /// <summary>The tick for which the plans were made.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once, with the instances of all targets that name it.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <inheritdoc cref="ScheduledPlan.CatalogProblems"/>
    public ImmutableArray<string> CatalogProblems { get; }

    /// <inheritdoc cref="MultiTargetReport.ToString"/>
    public override string ToString() => Power.ToString();
}
