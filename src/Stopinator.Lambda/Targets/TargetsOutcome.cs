using Stopinator.Scheduling;

namespace Stopinator.Lambda.Targets;

/// <summary>The outcome of a run at many targets.</summary>
/// <param name="Report">The reports and failures of the targets.</param>
internal sealed record TargetsOutcome(MultiTargetReport Report)
{
    /// <summary>The schedules that tags name and that do not exist; null when there are none.</summary>
    public IReadOnlyList<UnknownSchedule>? UnknownSchedules { get; private init; }

    /// <summary>The problems of schedules that could not be read this time.</summary>
    public IReadOnlyList<string> CatalogProblems { get; private init; } = [];

    public static TargetsOutcome Of(MultiTargetScheduledReport report) => new(report.Power)
    {
        UnknownSchedules = report.UnknownSchedules.IsEmpty ? null : report.UnknownSchedules,
        CatalogProblems = report.CatalogProblems,
    };
}
