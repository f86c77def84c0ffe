using System.Collections.Immutable;

namespace Stopinator.Hosting.Work;

/// <summary>
/// Keeps the course of the worker for its health checks and its gauge. All members may be used from any thread. Ages are measured with
/// timestamps, so that a step of the machine's clock changes none.
/// </summary>
internal sealed class WorkerState(TimeProvider time)
{
    private readonly Lock _gate = new();
    private WorkerSnapshot _snapshot = new() { LastSign = time.GetTimestamp() };

    public WorkerSnapshot Snapshot
    {
        get
        {
            lock (_gate)
            {
                return _snapshot;
            }
        }
    }

    /// <summary>Returns the time that has passed since the last good tick ended; null before the first one.</summary>
    public TimeSpan? Age => Snapshot.LastGoodEnd is { } end ? time.GetElapsedTime(end) : null;

    /// <summary>Returns the time since the worker last began, continued or ended anything.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Snapshot.LastSign);

    public void Started() => Change(was => was with { LastSign = time.GetTimestamp() });

    public void Began(DateTimeOffset tick) => Change(was => was with { LastSign = time.GetTimestamp(), LastTick = tick });

    /// <summary>Notes that the work of a run, or the wait for the next one, goes on.</summary>
    public void GoesOn() => Change(was => was with { LastSign = time.GetTimestamp() });

    public void Succeeded(DateTimeOffset tick, string? warning, ImmutableArray<string> failingTargets)
    {
        var now = time.GetTimestamp();
        Change(was => was with
        {
            LastSign = now,
            LastGoodTick = tick,
            LastGoodEnd = now,
            Failures = 0,
            Problem = warning,
            FailingTargets = failingTargets,
        });
    }

    public void Failed(string problem, ImmutableArray<string> failingTargets) => Change(was => was with
    {
        LastSign = time.GetTimestamp(),
        Failures = was.Failures + 1,
        Problem = problem,
        FailingTargets = failingTargets,
    });

    private void Change(Func<WorkerSnapshot, WorkerSnapshot> change)
    {
        lock (_gate)
        {
            _snapshot = change(_snapshot);
        }
    }
}

/// <summary>The course of the worker at one instant.</summary>
internal sealed record WorkerSnapshot
{
    /// <summary>The timestamp at which the worker last began, continued or ended anything.</summary>
    public long LastSign { get; init; }

    public DateTimeOffset? LastTick { get; init; }

    public DateTimeOffset? LastGoodTick { get; init; }

    /// <summary>The timestamp at which the last good tick ended; null before the first one.</summary>
    public long? LastGoodEnd { get; init; }

    /// <summary>The number of ticks that failed since the last good one.</summary>
    public int Failures { get; init; }

    /// <summary>The cause of the last failure, or a warning of the last good tick; null for neither.</summary>
    public string? Problem { get; init; }

    /// <summary>The names of the targets that failed at the last tick that ended.</summary>
    public ImmutableArray<string> FailingTargets { get; init; } = [];
}
