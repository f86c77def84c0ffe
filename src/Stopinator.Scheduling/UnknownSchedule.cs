using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>A schedule that tags name and that does not exist.</summary>
/// <param name="Name">The name, as the tags have it.</param>
/// <param name="TagKey">The key of the tag.</param>
/// <param name="Message">What is missing, and what was probably meant.</param>
/// <param name="InstanceIds">The instances that carry it, in scope; each has an outcome of its own too.</param>
public sealed record UnknownSchedule(string Name, string TagKey, string Message, ImmutableArray<string> InstanceIds);
