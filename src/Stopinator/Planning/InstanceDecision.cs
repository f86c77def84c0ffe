namespace Stopinator;

/// <summary>What is to happen to one instance, and why.</summary>
public sealed record InstanceDecision
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The instance as the plan saw it; null when EC2 does not know the id.</summary>
    public required Ec2Instance? Instance { get; init; }

    /// <summary>What was asked for.</summary>
    public required PowerAction Action { get; init; }

    /// <summary>How it is stopped.</summary>
    public StopMode StopMode { get; init; }

    /// <summary>What is to happen.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Whether EC2 is asked to do something.</summary>
    public bool Acts => Kind is DecisionKind.Act or DecisionKind.ActAfterWait;
}
