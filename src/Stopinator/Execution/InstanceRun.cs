namespace Stopinator.Execution;

/// <summary>The progress of one instance while a plan is carried out.</summary>
internal sealed class InstanceRun(InstanceDecision decision, Watching watching)
{
    private readonly InstanceDecision _planned = decision;
    private Outcome? _outcome;
    private ReasonCode _reason;
    private string? _message;

    // True when somebody else's request brought the instance on its way. An undo does not turn that back.
    private bool _isDoneByOthers;

    public string Id { get; } = decision.InstanceId;

    /// <summary>The decision. It is made again after an awaited transition, and when the plan proves stale.</summary>
    public InstanceDecision Decision { get; private set; } = decision;

    /// <summary>The number of the wave that the plan gave the instance; null without an order.</summary>
    public int? Wave => _planned.Wave;

    /// <summary>The group that the plan gave the instance.</summary>
    public string? Group => _planned.Group;

    /// <summary>The sign that is watched after the call.</summary>
    public Watching Watching { get; set; } = watching;

    /// <summary>The time from which the instance is watched: that of the last call of its wave or run.</summary>
    public DateTimeOffset WatchedSince { get; private set; }

    /// <summary>The time until which the instance is watched, unless a deadline comes first.</summary>
    public DateTimeOffset WatchedUntil { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The instance before the run.</summary>
    public Ec2Instance? Before { get; } = decision.Instance;

    /// <summary>The instance as it was last read.</summary>
    public Ec2Instance? LastSeen { get; set; } = decision.Instance;

    /// <summary>True when the instance was last seen in the wanted state.</summary>
    public bool IsInState { get; private set; }

    /// <summary>The part that an instance in the wanted state lacks to be ready; null when nothing is known.</summary>
    public string? Missing { get; set; }

    /// <summary><see cref="Missing"/> as the end of a sentence.</summary>
    public string MissingText => Missing is null ? "" : $": {Missing}";

    /// <summary>
    /// True when an earlier call may have changed the instance in spite of its error: the answer was lost, or EC2 refused a stop for the
    /// protection of another instance and carried out a part of the stop. A change seen later is then ours. Once true, it stays true.
    /// </summary>
    public bool IsInDoubt { get; set; }

    /// <summary>
    /// True when a call that named the instance was refused for another instance. A change seen soon afterwards is then ours.
    /// </summary>
    public bool WasRefusedForAnother { get; set; }

    public PowerState? StateSeen { get; set; } = decision.Instance?.State;
    public Ec2StateReason? StateReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? RequestId { get; set; }

    public int Attempts { get; set; }

    /// <summary>The outcome so far; null when there is none yet.</summary>
    public Outcome? Outcome => _outcome;

    /// <summary>The reason of the outcome.</summary>
    public ReasonCode Reason => _reason;

    /// <summary>True when the outcome is final.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>True when a later look can change the outcome.</summary>
    public bool IsWatched =>
        !IsFinal && (IsInState || _outcome is Stopinator.Outcome.Accepted or Stopinator.Outcome.OnItsWay
            || Decision.Kind == DecisionKind.AwaitFirst);

    /// <summary>
    /// True when a later wave must not begin: the instance is wanted in a state in which it was not seen, or is not ready.
    /// </summary>
    public bool HoldsLaterWaves => Reporting.Remainder.HoldsLaterWaves(_outcome, _reason);

    /// <summary>Sets an outcome that later states replace when states are watched.</summary>
    public void Provisionally(Outcome outcome, ReasonCode reason, string message)
    {
        _isDoneByOthers = outcome is Stopinator.Outcome.OnItsWay or Stopinator.Outcome.AlreadyThere
            || (_isDoneByOthers && outcome != Stopinator.Outcome.Accepted);
        (_outcome, _reason, _message) = (outcome, reason, message);
        IsFinal = Watching == Watching.None;
    }

    /// <summary>Sets the outcome of an instance in the wanted state. It is final unless the instance has to become ready.</summary>
    public void Arrive(Outcome outcome, ReasonCode reason, string message)
    {
        Provisionally(outcome, reason, message);
        IsInState = true;
        IsFinal = Watching != Watching.Readiness;
    }

    /// <summary>Records that the instance is not, or no longer, in the wanted state.</summary>
    public void Leave() => (IsInState, Missing) = (false, null);

    /// <summary>Makes the outcome of a ready instance final.</summary>
    public void BecomeReady() => Finally(_outcome!.Value, _reason, $"{_message} It is ready.");

    /// <summary>Sets the time in which the instance is watched.</summary>
    public void Watch(DateTimeOffset since, DateTimeOffset until) => (WatchedSince, WatchedUntil) = (since, until);

    /// <summary>Sets the final outcome.</summary>
    public void Finally(Outcome outcome, ReasonCode reason, string message)
    {
        Provisionally(outcome, reason, message);
        IsFinal = true;
    }

    /// <summary>Sets the outcome of an instance that is tried again later.</summary>
    public void Postpone(Outcome outcome, ReasonCode reason, string message)
    {
        Provisionally(outcome, reason, message);
        IsFinal = false;
    }

    /// <summary>Takes back the outcome of an instance that is tried again now.</summary>
    public void Reopen() => _outcome = null;

    /// <summary>Makes the current outcome final.</summary>
    public void Settle() => IsFinal = true;

    /// <summary>
    /// Applies a decision. A decision that needs no call gives the instance its outcome. An instance on its way to the wanted state is
    /// still watched when states are.
    /// </summary>
    public void Take(InstanceDecision decision)
    {
        Decision = decision;
        switch (decision.Kind)
        {
            case DecisionKind.AlreadyThere:
                Arrive(Stopinator.Outcome.AlreadyThere, decision.Reason, decision.Message);
                break;
            case DecisionKind.OnItsWay:
                Provisionally(Stopinator.Outcome.OnItsWay, decision.Reason, decision.Message);
                break;
            case DecisionKind.AwaitFirst:
                Provisionally(Stopinator.Outcome.Skipped, decision.Reason, decision.Message);
                break;
            case DecisionKind.Skip:
                Finally(Stopinator.Outcome.Skipped, decision.Reason, decision.Message);
                break;
            case DecisionKind.NotFound:
                Finally(Stopinator.Outcome.NotFound, decision.Reason, decision.Message);
                break;
            case DecisionKind.Invalid:
                Finally(Stopinator.Outcome.Failed, decision.Reason, decision.Message);
                break;
        }
    }

    /// <summary>
    /// Returns true when EC2 shows that the instance changed since the decision: EC2 gives another reason or start time for the state. A
    /// describe may lag behind the answer to a call. It then shows the earlier state, reason and start time together.
    /// </summary>
    public bool HasChangedSinceDecision(Ec2Instance seen) =>
        Decision.Instance is not { } before
        || seen.StateReason != before.StateReason
        || seen.StateTransitionReason != before.StateTransitionReason
        || seen.LaunchTime != before.LaunchTime;

    /// <summary>The stage of the instance in the run.</summary>
    private ProgressStage Stage =>
        IsFinal ? ProgressStage.Settled : IsWatched ? ProgressStage.InMotion : ProgressStage.Waiting;

    public InstanceProgress ToProgress() => new(_planned, Stage, StateSeen, _outcome);

    /// <summary>True when the instance has not changed since a report of progress.</summary>
    public bool IsAsIn(InstanceProgress reported) =>
        reported.Stage == Stage && reported.State == StateSeen && reported.Outcome == _outcome;

    public InstanceOutcome ToOutcome()
    {
        var accepted = Attempts > 0 && !_isDoneByOthers && Decision.Action != PowerAction.Reboot
            && _outcome is Stopinator.Outcome.Reached or Stopinator.Outcome.Accepted or Stopinator.Outcome.TimedOut
                or Stopinator.Outcome.NotReady;
        var left = accepted ? Left() : null;
        return new()
        {
            InstanceId = Id,
            Name = Before?.Name,
            Action = Decision.Action,
            Wave = Wave,
            Group = Group,
            StateBefore = Before?.State,
            StateSeen = StateSeen,
            Outcome = _outcome ?? throw new InvalidOperationException($"{Id} has no outcome."),
            Reason = _reason,
            Message = _message!,
            ErrorCode = ErrorCode,
            StateReason = StateReason,
            LaunchTime = left?.LaunchTime ?? (accepted && Decision.Action == PowerAction.Stop ? Before?.LaunchTime : null),
            StateTransitionReason = left?.StateTransitionReason,
            RequestId = RequestId,
            Attempts = Attempts,
        };
    }

    // The instance as the action left it. A describe may lag, and then shows an earlier state with its launch time and reason.
    private Ec2Instance? Left() =>
        LastSeen is { } seen
        && (TargetStates.IsReached(Decision.Action, seen.State) || TargetStates.IsOnItsWay(Decision.Action, seen.State))
            ? seen
            : null;
}

/// <summary>The sign that is watched after EC2 accepted a request.</summary>
internal enum Watching
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The wanted state.</summary>
    State,

    /// <summary>The wanted state, then what the request asks for a ready instance.</summary>
    Readiness,
}
