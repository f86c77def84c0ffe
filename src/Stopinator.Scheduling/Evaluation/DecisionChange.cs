namespace Stopinator.Scheduling.Evaluation;

/// <summary>A change of the desired state.</summary>
/// <param name="Ticks">The instant of the change, in UTC ticks.</param>
/// <param name="From">The state until then.</param>
/// <param name="To">The decision that holds from then on.</param>
internal readonly record struct DecisionChange(long Ticks, DesiredState From, ScheduleDecision To);
