using System.Collections.Frozen;

namespace Stopinator.Requests;

/// <summary>The skip reasons that can be allowed by name, in options or in a request.</summary>
internal static class SkipReasons
{
    public static FrozenSet<ReasonCode> Overridable { get; } = new[]
    {
        ReasonCode.AutoScalingGroup,
        ReasonCode.InstanceStoreRoot,
        ReasonCode.ManagedByService,
        ReasonCode.ProtectedByTag,
        ReasonCode.Spot,
    }.ToFrozenSet();

    /// <summary>Returns the problems of a list of allowed reasons, one sentence each.</summary>
    public static IEnumerable<string> Problems(string option, IEnumerable<ReasonCode> allowed)
    {
        foreach (var reason in allowed)
        {
            if (!Overridable.Contains(reason))
            {
                yield return $"{option} holds {reason}, which nothing overrides; it takes {string.Join(", ", Overridable.Order())}.";
            }
        }
    }
}
