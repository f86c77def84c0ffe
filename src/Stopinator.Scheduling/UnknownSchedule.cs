using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>A schedule that is named in tags and does not exist.</summary>
/// <param name="Name">The name, as it is written in the tags.</param>
/// <param name="TagKey">The key of the tag.</param>
/// <param name="Message">The message, which tells what is missing and what was probably meant.</param>
/// <param name="InstanceIds">The instances in scope with the tag. Each also has an outcome of its own.</param>
public sealed record UnknownSchedule(string Name, string TagKey, string Message, ImmutableArray<string> InstanceIds);
