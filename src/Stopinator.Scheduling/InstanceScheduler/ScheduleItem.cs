using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>A schedule as it stands in a document.</summary>
/// <param name="Part">The object.</param>
/// <param name="LogicalId">The logical id of the resource in a CloudFormation template; null outside a template.</param>
internal sealed record ScheduleItem(JsonPart Part, string? LogicalId = null);
