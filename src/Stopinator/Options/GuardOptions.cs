using System.ComponentModel.DataAnnotations;

namespace Stopinator;

/// <summary>The limits of every run, whoever asks for it.</summary>
public sealed class GuardOptions
{
    /// <summary>The largest number of instances that a plan may act on. A plan with more is refused. Default 1,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxInstances { get; set; } = 1000;

    /// <summary>
    /// The largest share of the instances in scope that a plan may act on, in percent above 0 up to 100. A plan with a larger share is
    /// refused. Without a scope, the share is that of the region. Terminated instances do not count. Default: no limit. A limit costs one
    /// more describe of the scope.
    /// </summary>
    [Range(0d, 100, MinimumIsExclusive = true)]
    public double? MaxPercent { get; set; }

    /// <summary>
    /// The skip reasons that are ignored: <see cref="ReasonCode.AutoScalingGroup"/>, <see cref="ReasonCode.Spot"/>,
    /// <see cref="ReasonCode.InstanceStoreRoot"/>, <see cref="ReasonCode.ManagedByService"/>, <see cref="ReasonCode.ProtectedByTag"/>.
    /// Default: none.
    /// </summary>
    public IList<ReasonCode> Allow { get; } = [];

    /// <summary>
    /// The tag key that protects an instance from every action, whatever the tag's value. Default <c>stopinator:protected</c>; null or
    /// empty for none.
    /// </summary>
    public string? ProtectionTagKey { get; set; } = "stopinator:protected";
}
