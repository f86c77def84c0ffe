using System.Collections.Immutable;

namespace Stopinator;

/// <summary>A statement of an <see cref="IamPolicy"/>. It always allows and never denies.</summary>
public sealed class IamStatement
{
    internal IamStatement(string sid, params ImmutableArray<string> actions) => (Sid, Actions) = (sid, actions);

    /// <summary>The name of the statement within the policy: letters and digits that describe its purpose.</summary>
    public string Sid { get; internal init; }

    /// <summary>
    /// The principal of a trust policy: the ARN of a role or the name of a service. Null in a policy that a role carries.
    /// </summary>
    public string? Principal { get; internal init; }

    /// <summary>The actions that are allowed, e.g. <c>ec2:StopInstances</c>.</summary>
    public ImmutableArray<string> Actions { get; }

    /// <summary>The resources: ARNs, or <c>*</c>. Empty in a trust policy, which applies to the role it belongs to.</summary>
    public ImmutableArray<string> Resources { get; internal init; } = [];

    /// <summary>The conditions, all of which have to hold. Empty for none.</summary>
    public ImmutableArray<IamCondition> Conditions { get; internal init; } = [];
}
