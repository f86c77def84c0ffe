namespace Stopinator.Tests.Shared.Lambda;

/// <summary>An invocation that waits for its answer.</summary>
internal sealed record PendingInvocation(string RequestId, string Json, string DeadlineMilliseconds, string? TraceId)
{
    public TaskCompletionSource<RuntimeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
