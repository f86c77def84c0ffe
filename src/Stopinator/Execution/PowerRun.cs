using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;

namespace Stopinator.Execution;

/// <summary>The state of an execution: every instance of the plan, the calls sent, and the cause of an early end.</summary>
internal sealed class PowerRun
{
    private readonly ILogger _logger;
    private readonly Dictionary<string, InstanceRun> _byId;
    private IProgress<PowerProgress>? _progress;
    private readonly ProgressSnapshot _snapshot = new();
    private readonly PowerPlan _plan;
    private int _requested;
    private int _calls;

    public PowerRun(PowerPlan plan, DateTimeOffset startedAt, CallDeadline deadline, IProgress<PowerProgress>? progress, ILogger logger)
    {
        Request = plan.Request;
        _plan = plan;
        StartedAt = startedAt;
        Deadline = deadline;
        _progress = progress;
        _logger = logger;
        Instances = [.. plan.Decisions.Select(decision => new InstanceRun(decision, WatchingAfter(decision.Action)))];
        _byId = Instances.ToDictionary(instance => instance.Id, StringComparer.Ordinal);
    }

    public PowerRequest Request { get; }

    public DateTimeOffset StartedAt { get; }

    public CallDeadline Deadline { get; }

    public ImmutableArray<InstanceRun> Instances { get; }

    /// <summary>The cause why no further call is made; null as long as calls are made.</summary>
    public EarlyEnd? EarlyEnd { get; private set; }

    public InstanceRun this[string instanceId] => _byId[instanceId];

    /// <summary>Ends the run for a cause that does not lie in particular instances. The first cause stays.</summary>
    public void EndEarly(string code, string message)
    {
        if (EarlyEnd is null)
        {
            EarlyEnd = new EarlyEnd(code, message);
            Log.RunCutShort(_logger, message);
        }
    }

    /// <summary>Counts a call to EC2 and the instances it named.</summary>
    public void Count(IReadOnlyCollection<InstanceRun> batch, int attempts)
    {
        _calls += attempts;
        _requested += batch.Count(instance => instance.Attempts == 0);
        foreach (var instance in batch)
        {
            instance.Attempts += attempts;
        }
    }

    private Watching WatchingAfter(PowerAction action) =>
        Request.AwaitsReadiness(action) ? Watching.Readiness : Request.AwaitsState(action) ? Watching.State : Watching.None;

    public void ReportProgress()
    {
        var failure = Safely.Do(() => _progress?.Report(
            new PowerProgress(Instances.Length, _requested, Instances.Count(instance => instance.IsFinal), _calls)
            {
                Instances = _snapshot.Of(Instances),
            }));
        if (failure is not null)
        {
            // An exception of a listener, even a cancellation, must not cost the report of what was done.
            Log.ProgressFailed(_logger, failure);
            _progress = null;
        }
    }

    /// <summary>Creates the report. An instance without an outcome was not attempted.</summary>
    public PowerReport ToReport(DateTimeOffset finishedAt)
    {
        foreach (var instance in Instances)
        {
            if (instance.Outcome is null && instance.IsInDoubt)
            {
                AnswerHandling.Lost([instance], "The run ended before the result was known.");
            }
            else if (instance.Outcome is null)
            {
                var (reason, message) = EarlyEnd switch
                {
                    { Code: EarlyEndCode.Cancelled } => (ReasonCode.Cancelled, "The run was cancelled before its turn."),
                    { Code: EarlyEndCode.Deadline } => (ReasonCode.Deadline, "The deadline came before its turn."),
                    { } cause => (
                        ReasonCode.RunEndedEarly, $"The run ended before its turn ({cause.Code}); the report's EarlyEnd tells why."),
                    null => throw new InvalidOperationException($"{instance.Id} was forgotten."),
                };
                instance.Finally(Outcome.NotAttempted, reason, message);
            }

            else if (instance is { IsFinal: false, IsInState: true })
            {
                instance.Finally(
                    Outcome.NotReady, ReasonCode.NotReady, $"It is running; the run ended before it was seen ready{instance.MissingText}.");
            }

            instance.Settle();
        }

        return new PowerReport(
            Request, StartedAt, finishedAt, _calls, EarlyEnd, [.. Instances.Select(instance => instance.ToOutcome())], _plan.OmittedCount)
        {
            Region = _plan.Region,
            AccountId = _plan.AccountId,
        };
    }
}

/// <summary>The codes of an early end that are not error codes.</summary>
internal static class EarlyEndCode
{
    public const string Cancelled = "Cancelled";
    public const string Deadline = "Deadline";
}

/// <summary>The progress of each instance at the last report. Only what changed is made anew.</summary>
internal sealed class ProgressSnapshot
{
    private ImmutableArray<InstanceProgress> _last = [];

    public ImmutableArray<InstanceProgress> Of(ImmutableArray<InstanceRun> instances)
    {
        ImmutableArray<InstanceProgress>.Builder? changed = null;
        if (_last.IsEmpty)
        {
            return _last = [.. instances.Select(instance => instance.ToProgress())];
        }

        for (var i = 0; i < instances.Length; i++)
        {
            if (!instances[i].IsAsIn(_last[i]))
            {
                changed ??= _last.ToBuilder();
                changed[i] = instances[i].ToProgress();
            }
        }

        return _last = changed?.MoveToImmutable() ?? _last;
    }
}
