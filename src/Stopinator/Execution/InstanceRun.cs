namespace Stopinator.Execution;

/// <summary>The progress of one instance while a plan is carried out.</summary>
internal sealed class InstanceRun(InstanceDecision decision, bool statesAreWatched)
{
    private Outcome? _outcome;
    private ReasonCode _reason;
    private string? _message;

    public string Id { get; } = decision.InstanceId;

    /// <summary>The decision. It is made again after an awaited transition, and when the plan proves stale.</summary>
    public InstanceDecision Decision { get; private set; } = decision;

    /// <summary>The instance before the run.</summary>
    public Ec2Instance? Before { get; } = decision.Instance;

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

    /// <summary>The instance in the last describe of the watch; null before the first.</summary>
    public Ec2Instance? Seen { get; set; }

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

    /// <summary>Sets an outcome that later states replace when states are watched.</summary>
    public void Provisionally(Outcome outcome, ReasonCode reason, string message)
    {
        (_outcome, _reason, _message) = (outcome, reason, message);
        IsFinal = !statesAreWatched;
    }

    /// <summary>Sets the final outcome.</summary>
    public void Finally(Outcome outcome, ReasonCode reason, string message)
    {
        Provisionally(outcome, reason, message);
        IsFinal = true;
    }

    /// <summary>Makes the current outcome final.</summary>
    public void Settle() => IsFinal = true;

    /// <summary>
    /// Applies a decision. A decision that needs no call gives the instance its outcome. An instance on its way to the wanted state is
    /// still watched when states are.
    /// </summary>
    public void Take(InstanceDecision decision)
    {
        Decision = decision;
        Outcome? outcome = decision.Kind switch
        {
            DecisionKind.AlreadyThere => Stopinator.Outcome.AlreadyThere,
            DecisionKind.OnItsWay => Stopinator.Outcome.OnItsWay,
            DecisionKind.Skip => Stopinator.Outcome.Skipped,
            DecisionKind.NotFound => Stopinator.Outcome.NotFound,
            DecisionKind.Invalid => Stopinator.Outcome.Failed,
            _ => null,
        };
        if (outcome is { } known)
        {
            Provisionally(known, decision.Reason, decision.Message);
            IsFinal |= known != Stopinator.Outcome.OnItsWay;
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

    public InstanceOutcome ToOutcome()
    {
        var accepted = Attempts > 0 && _outcome is Stopinator.Outcome.Reached or Stopinator.Outcome.Accepted or Stopinator.Outcome.TimedOut
            && Decision.Action != PowerAction.Reboot;
        var left = accepted ? Left() : null;
        return new()
        {
            InstanceId = Id,
            Name = Before?.Name,
            Action = Decision.Action,
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
        Seen is { } seen && (TargetStates.IsReached(Decision.Action, seen.State) || TargetStates.IsOnItsWay(Decision.Action, seen.State))
            ? seen
            : null;
}
