using Stopinator.RateLimits;
using Stopinator.Testing;

namespace Stopinator.Tests.RateLimits;

public sealed class TokenBucketTests
{
    private readonly SimulatedClock _clock = new();

    [Fact]
    public void Update_WithinHalfASecondAfterTheBucketWasFull_AddsAndTakesNothing()
    {
        var bucket = new TokenBucket(capacity: 10, refill: 2, _clock);
        bucket.Take(10);

        _clock.Advance(TimeSpan.FromSeconds(0.25));
        bucket.Update();
        Assert.Equal(0, bucket.Level);

        _clock.Advance(TimeSpan.FromSeconds(1.25));
        bucket.Update();
        Assert.Equal(2, bucket.Level);
    }

    [Fact]
    public void Accepted_AfterAThrottledCall_GivesAHundredthOfTheRefillBack()
    {
        var bucket = new TokenBucket(capacity: 10, refill: 2, _clock);

        bucket.Throttled(1);
        Assert.Equal(1.8, bucket.Refill, precision: 6);

        bucket.Accepted();
        Assert.Equal(1.82, bucket.Refill, precision: 6);
    }
}
