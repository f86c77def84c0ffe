using System.Collections.Immutable;

namespace Stopinator;

/// <summary>What EC2 answered to a <see cref="PowerCall"/>.</summary>
/// <param name="Changes">Each instance with its state before and now; empty after a reboot or a dry run.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
public sealed record PowerCallAnswer(ImmutableArray<InstanceStateChange> Changes, string? RequestId = null);
