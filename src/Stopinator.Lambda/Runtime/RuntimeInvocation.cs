namespace Stopinator.Lambda.Runtime;

/// <summary>An invocation as the runtime API hands it over.</summary>
/// <param name="RequestId">Its id; the answer names it.</param>
/// <param name="InvocationId">A second id that newer versions of the API want echoed; null when there is none.</param>
/// <param name="Deadline">When Lambda ends it; null when the API does not say.</param>
/// <param name="TraceId">The header of AWS X-Ray; null when it is not traced.</param>
/// <param name="Event">The event, as it came.</param>
internal sealed record RuntimeInvocation(
    string RequestId, string? InvocationId, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
