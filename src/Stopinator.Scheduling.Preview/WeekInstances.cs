using System.Collections.Immutable;

namespace Stopinator.Scheduling.Preview;

/// <summary>A week, and the instances that have it.</summary>
internal sealed record WeekInstances(SchedulePreview Week, ImmutableArray<PreviewInstance> Instances);
