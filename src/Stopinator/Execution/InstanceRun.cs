using Stopinator.Diagnostics;

namespace Stopinator.Execution;

/// <summary>One instance while a plan is carried out.</summary>
internal sealed class InstanceRun(InstanceDecision decision, bool statesAreWatched)
{
    private Outcome? _outcome;
    private ReasonCode _reason;
    private string? _message;

    public string Id { get; } = decision.InstanceId;

    /// <summary>The decision; taken anew when a transition was awaited.</summary>
    public InstanceDecision Decision { get; set; } = decision;

    /// <summary>The instance as it was before anything was done.</summary>
    public Ec2Instance? Before { get; } = decision.Instance;

    /// <summary>Whether a call that named it was lost and may have been carried out: a change seen later is then ours.</summary>
    public bool MayHaveChanged { get; set; }

    /// <summary>The code with which a call that named it was refused for another instance; a change under way soon after is then ours.</summary>
    public string? RefusedForAnother { get; set; }

    /// <summary>Whether nobody knows, without looking, what earlier calls did to it. Of a call refused for protection, parts are done.</summary>
    public bool IsInDoubt => MayHaveChanged || RefusedForAnother == Ec2ErrorCode.OperationNotPermitted;

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
