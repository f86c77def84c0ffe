namespace Stopinator.Lambda.Runtime;

/// <summary>An invocation as the runtime API delivers it.</summary>
/// <param name="RequestId">Its id, which the answer names.</param>
/// <param name="InvocationId">A second id that newer versions of the API expect back; null when there is none.</param>
/// <param name="Deadline">The time at which Lambda ends the invocation; null when the API does not tell.</param>
/// <param name="TraceId">The header of AWS X-Ray; null when the invocation is not traced.</param>
/// <param name="Event">The event, as received.</param>
internal sealed record RuntimeInvocation(
    string RequestId, string? InvocationId, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
