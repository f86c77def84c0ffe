using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The outcome of one selected instance.</summary>
public sealed record InstanceOutcome
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The <c>Name</c> tag of the instance; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The action that was asked for.</summary>
    public required PowerAction Action { get; init; }

    /// <summary>The number of the instance's wave; null without an order.</summary>
    public int? Wave { get; init; }

    /// <summary>The group within which the waves are counted; null without groups, and for an instance without the tag.</summary>
    public string? Group { get; init; }

    /// <summary>The state before the run; null when EC2 does not know the instance.</summary>
    public PowerState? StateBefore { get; init; }

    /// <summary>The last state seen, in an answer or a describe.</summary>
    public PowerState? StateSeen { get; init; }

    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The reason.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>The reason, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The error code of EC2, or of this library when no answer came; null when there was no error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>EC2's reason for the last state seen, when it explains the outcome.</summary>
    public Ec2StateReason? StateReason { get; init; }

    /// <summary>
    /// The launch time of the instance at the end of the run. <see cref="PowerReport.Undo"/> uses it to notice a later start by somebody
    /// else. Null when EC2 accepted no start or stop, or when the run did not see an instance again that it started.
    /// </summary>
    public DateTimeOffset? LaunchTime { get; init; }

    /// <summary>
    /// EC2's text on the last change (<see cref="Ec2Instance.StateTransitionReason"/>) at the end of the run; null when EC2 accepted no
    /// start or stop, or when the run did not see the instance again.
    /// </summary>
    public string? StateTransitionReason { get; init; }

    /// <summary>EC2's id of the last request that named the instance, for support cases.</summary>
    public string? RequestId { get; init; }

    /// <summary>The number of times a request that named the instance was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// True when the outcome needs no attention: reached, accepted, already there, on its way, skipped by a rule, or permitted in a dry
    /// run.
    /// </summary>
    [JsonIgnore]
    public bool IsSuccess =>
        Outcome is Outcome.Reached or Outcome.Accepted or Outcome.AlreadyThere or Outcome.OnItsWay or Outcome.Skipped
        || Reason == ReasonCode.DryRun;
}
