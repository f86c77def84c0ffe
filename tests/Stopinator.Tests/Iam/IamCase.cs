using System.Collections.Immutable;

namespace Stopinator.Tests.Iam;

/// <summary>A random selector, perhaps a scope, and a fleet.</summary>
public sealed record IamCase(InstanceSelector Selector, InstanceSelector? Scope, ImmutableArray<Ec2Instance> Fleet)
{
    public override string ToString() =>
        $"{Selector} within {Scope}{string.Concat(Fleet.Select(instance => $"\n  {instance.InstanceId} {instance.State} {string.Join(", ", instance.Tags)}"))}";
}
