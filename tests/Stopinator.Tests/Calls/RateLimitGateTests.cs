using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.RateLimits;
using Stopinator.Testing;

namespace Stopinator.Tests.Calls;

public sealed class RateLimitGateTests
{
    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Acquire_LongerWaitThanTheDeadlineAllows_ThrowsAndTakesNothing()
    {
        // One call at once, and one every ten seconds.
        var rateLimit = new ActionRateLimit(new RateLimitSettings(1, 0.1, null, null), _clock);
        var gate = new RateLimitGate(_clock, NullLogger.Instance);
        await gate.AcquireAsync(Attempts(rateLimit, CallDeadline.None), CancellationToken.None);
        var soon = CallDeadline.From(_clock.GetUtcNow().AddSeconds(5), TimeSpan.Zero);

        var error = await Assert.ThrowsAsync<Ec2Exception>(() => gate.AcquireAsync(Attempts(rateLimit, soon), CancellationToken.None));

        Assert.Equal(
            "NoTimeForRateLimit: EC2's rate limit does not let the call go before the deadline is near.", error.Message);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(instances: 1));
    }

    private static CallAttempts Attempts(ActionRateLimit rateLimit, CallDeadline deadline) =>
        new("describe", "DescribeInstances", MayRepeat: true, deadline, rateLimit, Instances: 0, DryRun: false)
        {
            LastStart = deadline.LastStart,
        };
}
