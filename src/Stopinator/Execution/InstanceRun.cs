namespace Stopinator.Execution;

/// <summary>One instance while a plan is carried out.</summary>
internal sealed class InstanceRun(InstanceDecision decision, bool statesAreWatched)
{
    private Outcome? _outcome;
    private ReasonCode _reason;
    private string? _message;

    public string Id { get; } = decision.InstanceId;

    /// <summary>The decision; taken anew when a transition was awaited, and when the plan proves stale.</summary>
    public InstanceDecision Decision { get; private set; } = decision;

    /// <summary>The instance as it was before anything was done.</summary>
    public Ec2Instance? Before { get; } = decision.Instance;

    /// <summary>
    /// Whether an earlier call may have changed it in spite of its error: the answer was lost, or EC2 refused a stop for the protection
    /// of another instance and carried out a part of it. A change seen later is then ours. Once true, it stays true.
    /// </summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Whether a call that named it was refused for another instance; a change under way soon after is then ours.</summary>
    public bool WasRefusedForAnother { get; set; }

    public PowerState? StateSeen { get; set; } = decision.Instance?.State;

    public Ec2StateReason? StateReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? RequestId { get; set; }

    public int Attempts { get; set; }

    /// <summary>The outcome so far; null before there is one.</summary>
    public Outcome? Outcome => _outcome;

    /// <summary>The reason of the outcome.</summary>
    public ReasonCode Reason => _reason;

    /// <summary>Whether nothing will change the outcome any more.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Sets an outcome that is replaced by what is seen later, when states are watched.</summary>
    public void Provisionally(Outcome outcome, ReasonCode reason, string message)
    {
        (_outcome, _reason, _message) = (outcome, reason, message);
        IsFinal = !statesAreWatched;
    }

    /// <summary>Sets the outcome for good.</summary>
    public void Finally(Outcome outcome, ReasonCode reason, string message)
    {
        Provisionally(outcome, reason, message);
        IsFinal = true;
    }

    /// <summary>Keeps the outcome there is for good.</summary>
    public void Settle() => IsFinal = true;

    /// <summary>
    /// Takes a decision. What is on its way is still watched when states are; everything else that needs no call has its outcome.
    /// </summary>
    public void Take(InstanceDecision decision)
    {
        Decision = decision;
        switch (decision.Kind)
        {
            case DecisionKind.AlreadyThere:
                Finally(Stopinator.Outcome.AlreadyThere, decision.Reason, decision.Message);
                break;
            case DecisionKind.OnItsWay:
                Provisionally(Stopinator.Outcome.OnItsWay, decision.Reason, decision.Message);
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
    /// Whether EC2 shows that the instance changed since the decision: it gives another reason or start time for the state. A describe may
    /// lag behind the answer to a call and show the state of before; then the three are those of before, too.
    /// </summary>
    public bool HasChangedSinceDecision(Ec2Instance seen) =>
        Decision.Instance is not { } before
        || seen.StateReason != before.StateReason
        || seen.StateTransitionReason != before.StateTransitionReason
        || seen.LaunchTime != before.LaunchTime;

    public InstanceOutcome ToOutcome() => new()
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
        RequestId = RequestId,
        Attempts = Attempts,
    };
}
