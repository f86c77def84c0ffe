using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>What became of one selected instance.</summary>
public sealed record InstanceOutcome
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its <c>Name</c> tag; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>What was asked for.</summary>
    public required PowerAction Action { get; init; }

    /// <summary>The state before; null when EC2 does not know the instance.</summary>
    public PowerState? StateBefore { get; init; }

    /// <summary>The last state seen, in an answer or a describe.</summary>
    public PowerState? StateSeen { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The error code of EC2, or of this library when no answer came; null when there was no error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>EC2's reason for the last state seen, where it tells something about the outcome.</summary>
    public Ec2StateReason? StateReason { get; init; }

    /// <summary>EC2's id of the last request that named the instance, for support cases.</summary>
    public string? RequestId { get; init; }

    /// <summary>How often a request that named the instance was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Whether there is nothing to worry about: reached, accepted, already there, on its way, skipped by a rule, or permitted in a dry run.
    /// </summary>
    [JsonIgnore]
    public bool IsSuccess =>
        Outcome is Outcome.Reached or Outcome.Accepted or Outcome.AlreadyThere or Outcome.OnItsWay or Outcome.Skipped
        || Reason == ReasonCode.DryRun;
}
