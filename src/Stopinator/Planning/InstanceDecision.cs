namespace Stopinator;

/// <summary>The decision on one instance, and its reason.</summary>
public sealed record InstanceDecision
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The instance as the plan saw it; null when EC2 does not know the id.</summary>
    public required Ec2Instance? Instance { get; init; }

    /// <summary>The action of the decision.</summary>
    public required PowerAction Action { get; init; }

    /// <summary>The mode of a stop.</summary>
    public StopMode StopMode { get; init; }

    /// <summary>The kind of the decision.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The reason.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>The reason, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The number of the instance's wave; null without an order.</summary>
    public int? Wave { get; init; }

    /// <summary>The group within which the waves are counted; null without groups, and for an instance without the tag.</summary>
    public string? Group { get; init; }

    /// <summary>True when EC2 is asked to act.</summary>
    public bool Acts => Kind is DecisionKind.Act or DecisionKind.ActAfterWait;
}
