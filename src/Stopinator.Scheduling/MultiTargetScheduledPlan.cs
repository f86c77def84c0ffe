using System.Collections.Immutable;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>The plans of many targets by their schedules. Nothing has been done yet.</summary>
public sealed class MultiTargetScheduledPlan
{
    internal MultiTargetScheduledPlan(MultiTargetPlan power, DateTimeOffset tick, ScheduleFindings findings) =>
        (Power, Tick, Findings) = (power, tick, findings);

    /// <summary>Creates plans, e.g. for a substituted <see cref="IMultiTargetScheduledPowerService"/> in a test.</summary>
    /// <param name="power">The decisions, target by target.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="unknownSchedules">The schedules that do not exist. Default: none.</param>
    /// <param name="catalogProblems">The problems of sources whose last catalog stays in force. Default: none.</param>
    public static MultiTargetScheduledPlan Create(
        MultiTargetPlan power, DateTimeOffset tick, IEnumerable<UnknownSchedule>? unknownSchedules = null,
        IEnumerable<string>? catalogProblems = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        return new(power, tick, new([.. unknownSchedules ?? []], [.. catalogProblems ?? []]));
    }

    /// <summary>The decisions, target by target.</summary>
    public MultiTargetPlan Power { get; }

    /// <summary>The tick for which the plans were made.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once, with the instances of all targets that name it.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules => Findings.UnknownSchedules;

    /// <inheritdoc cref="ScheduledPlan.CatalogProblems"/>
    public ImmutableArray<string> CatalogProblems => Findings.CatalogProblems;

    internal ScheduleFindings Findings { get; }

    /// <inheritdoc cref="MultiTargetPlan.ToString"/>
    public override string ToString() => Power.ToString();
}
