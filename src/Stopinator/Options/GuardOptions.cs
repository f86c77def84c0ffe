namespace Stopinator;

/// <summary>What bounds every run, whoever asks for it.</summary>
public sealed class GuardOptions
{
    /// <summary>How many instances a plan may act on; more abort it before the first call. Default 1,000.</summary>
    public int MaxInstances { get; set; } = 1000;

    /// <summary>
    /// What share of the instances in scope (of the region when no scope is configured; terminated ones do not count) a plan may act
    /// on, in percent above 0 up to 100; more abort it. Default: no limit. Costs one more describe of the scope.
    /// </summary>
    public double? MaxPercent { get; set; }

    /// <summary>
    /// The skip reasons that do not count: <see cref="ReasonCode.AutoScalingGroup"/>, <see cref="ReasonCode.Spot"/>,
    /// <see cref="ReasonCode.InstanceStoreRoot"/>, <see cref="ReasonCode.ManagedByService"/>, <see cref="ReasonCode.ProtectedByTag"/>.
    /// Default: none.
    /// </summary>
    public IList<ReasonCode> Allow { get; } = [];

    /// <summary>
    /// The tag key that protects an instance from every action, whatever its value. Default <c>stopinator:protected</c>; null or empty
    /// for none.
    /// </summary>
    public string? ProtectionTagKey { get; set; } = "stopinator:protected";
}
