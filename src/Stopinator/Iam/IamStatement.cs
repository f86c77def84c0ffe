using System.Collections.Immutable;

namespace Stopinator;

/// <summary>One statement of an <see cref="IamPolicy"/>. It always allows; nothing here denies.</summary>
public sealed class IamStatement
{
    internal IamStatement(string sid, params ImmutableArray<string> actions) => (Sid, Actions) = (sid, actions);

    /// <summary>Its name within the policy: letters and digits, which say what it is for.</summary>
    public string Sid { get; internal init; }

    /// <summary>Who may: the ARN of a role or the name of a service, in a trust policy. Null in a policy that a role carries.</summary>
    public string? Principal { get; internal init; }

    /// <summary>What is allowed, e.g. <c>ec2:StopInstances</c>.</summary>
    public ImmutableArray<string> Actions { get; }

    /// <summary>On what: ARNs, or <c>*</c>. Empty in a trust policy, which speaks of the role it belongs to.</summary>
    public ImmutableArray<string> Resources { get; internal init; } = [];

    /// <summary>Under which conditions; all have to hold. Empty for none.</summary>
    public ImmutableArray<IamCondition> Conditions { get; internal init; } = [];
}
