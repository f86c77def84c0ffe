using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>A plan by schedules.</summary>
/// <param name="Power">The decision on each instance.</param>
/// <param name="UnknownSchedules">The schedules that tags name and that do not exist; null when there are none.</param>
internal sealed record ReconcilePlan(PowerPlan Power, IReadOnlyList<UnknownSchedule>? UnknownSchedules);
