using System.Collections.Immutable;

namespace Stopinator.Tests.Support;

/// <summary>Values for tests that care about one thing of them.</summary>
internal static class Some
{
    public const string Id = "i-00000000000000001";

    public static InstanceSelector Selector { get; } = InstanceSelector.ByTag("Env", "dev");

    public static Ec2Instance Instance(PowerState state, params (string Key, string Value)[] tags) => new()
    {
        InstanceId = Id,
        State = state,
        Tags = tags.Prepend(("Env", "dev")).ToImmutableDictionary(tag => tag.Item1, tag => tag.Item2, StringComparer.Ordinal),
        RootDeviceType = "ebs",
    };

    public static PowerRequest Request(PowerAction action, StopMode mode = StopMode.Normal) =>
        new() { Action = action, Selector = Selector, StopMode = mode };

    /// <summary>Options for a test of waits that are not those for a rate limit.</summary>
    public static StopinatorOptions OptionsWithoutRateLimits()
    {
        var options = new StopinatorOptions { Randomizer = () => 0.5 };
        LiftRateLimits(options);
        return options;
    }

    public static void LiftRateLimits(StopinatorOptions options)
    {
        ActionRateLimitOptions[] rateLimits =
            [options.RateLimits.Describe, options.RateLimits.Start, options.RateLimits.Stop, options.RateLimits.Reboot];
        foreach (var rateLimit in rateLimits)
        {
            (rateLimit.RequestCapacity, rateLimit.RequestRefill) = (1_000_000, 1_000_000);
            (rateLimit.InstanceCapacity, rateLimit.InstanceRefill) = (null, null);
        }
    }
}
