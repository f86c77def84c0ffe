using System.Net;
using Stopinator.RateLimits;
using Stopinator.Testing;

namespace Stopinator.Tests.RateLimits;

public sealed class ActionRateLimitTests
{
    private static readonly TimeSpan Ever = TimeSpan.MaxValue;
    private static readonly Ec2Exception Throttle = new("RequestLimitExceeded", "");
    private static readonly Ec2Exception Refusal = new("IncorrectInstanceState", "", HttpStatusCode.BadRequest);

    private readonly SimulatedClock _clock = new();

    [Fact]
    public void BatchSize_AThousandStarts_FitIntoFiveCalls()
    {
        var rateLimit = Start();
        var calls = new List<int>();
        for (var left = 1000; left > 0; left -= calls[^1])
        {
            calls.Add(rateLimit.BatchSize(left, 200, Ever));
            _clock.Advance(rateLimit.Reserve(calls[^1]));
        }

        Assert.Equal([200, 200, 200, 200, 200], calls);
    }

    [Theory]
    [InlineData(150, 150)] // The rest, whatever is in the bucket.
    [InlineData(5000, 200)] // The limit.
    public void BatchSize_FullBucket_IsTheWorkOrTheLimit(int left, int size) => Assert.Equal(size, Start().BatchSize(left, 200, Ever));

    [Fact]
    public void BatchSize_SmallBucket_IsWhatItHolds() =>
        Assert.Equal(100, new ActionRateLimit(new RateLimitSettings(10, 5, 100, 50), _clock).BatchSize(5000, 200, Ever));

    [Fact]
    public void BatchSize_LessThanOneComesInWithinTenSeconds_IsOne()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(10, 5, 100, 0.01), _clock);
        rateLimit.Reserve(100);

        Assert.Equal(1, rateLimit.BatchSize(50, 200, Ever));
    }

    [Fact]
    public void BatchSize_ARequestCameInMeanwhile_IsTheWork()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(1, 0.1, null, null), _clock);
        rateLimit.Reserve(1);
        Assert.Equal(0, rateLimit.BatchSize(5, 200, TimeSpan.Zero));

        _clock.Advance(TimeSpan.FromSeconds(20.5));

        Assert.Equal(5, rateLimit.BatchSize(5, 200, TimeSpan.Zero));
    }

    [Fact]
    public void BatchSize_InstancesCameInMeanwhile_IsTheLimit()
    {
        var rateLimit = Start();
        rateLimit.Reserve(1000);

        _clock.Advance(TimeSpan.FromSeconds(100.5));

        Assert.Equal(200, rateLimit.BatchSize(5000, 200, Ever));
    }

    [Fact]
    public void Return_OfACallThatWasNotSent_GivesOneRequestBack()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(2, 1, null, null), _clock);
        rateLimit.Reserve(1);
        rateLimit.Reserve(1);

        rateLimit.Return(1);

        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(1));
        Assert.NotEqual(TimeSpan.Zero, rateLimit.Reserve(1));
    }

    [Fact]
    public void Record_AcceptedCallsAfterThrottledOnes_GiveTheRateOfRequestsBack()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(1, 1, null, null), _clock);
        for (var i = 0; i < 10; i++)
        {
            rateLimit.Record(1, Throttle);
        }

        for (var i = 0; i < 100; i++)
        {
            rateLimit.Record(1, error: null);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        rateLimit.Reserve(1);

        // Half a second on the way, and a second for the token.
        Assert.Equal(1.5, rateLimit.Reserve(1).TotalSeconds, precision: 3);
    }

    [Fact]
    public void LeastBatchSize_WithoutABucketOfInstances_IsOne() =>
        Assert.Equal(1, new ActionRateLimit(new RateLimitSettings(10, 5, null, null), _clock).LeastBatchSize);

    [Fact]
    public void BatchSize_EmptyBucket_IsWhatComesInWithinTenSeconds()
    {
        var rateLimit = Start();
        rateLimit.Reserve(1000);

        Assert.Equal(20, rateLimit.BatchSize(5000, 200, Ever));
        Assert.Equal(7, rateLimit.BatchSize(7, 200, Ever));

        // For half a second, in which the call may be on its way to a full bucket, nothing comes in.
        Assert.Equal(5, rateLimit.BatchSize(5000, 200, TimeSpan.FromSeconds(3)));
        Assert.Equal(0, rateLimit.BatchSize(5000, 200, TimeSpan.FromSeconds(0.9)));
    }

    [Fact]
    public void BatchSize_NoRequestInTime_IsNone()
    {
        var rateLimit = Start();
        for (var i = 0; i < 5; i++)
        {
            rateLimit.Reserve(1);
        }

        Assert.Equal(
            (0, 200), (rateLimit.BatchSize(1000, 200, TimeSpan.FromSeconds(0.9)), rateLimit.BatchSize(1000, 200, TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void BatchSize_InstancesAreNotCounted_IsTheWorkOrTheLimit()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(50, 5, null, null), _clock);
        rateLimit.Reserve(1000);

        Assert.Equal(1000, rateLimit.BatchSize(5000, 1000, Ever));
    }

    [Fact]
    public void Reserve_MoreThanThereIs_WaitsInTurn()
    {
        var rateLimit = Start();

        // All that a full bucket holds; then nothing comes in for the half second the call may be on its way.
        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(1000));
        Assert.Equal(TimeSpan.FromSeconds(50.5), rateLimit.Reserve(100));
        Assert.Equal(TimeSpan.FromSeconds(100.5), rateLimit.Reserve(100));
    }

    [Fact]
    public void Return_CallNotSent_LeavesNoTrace()
    {
        var rateLimit = Start();
        rateLimit.Reserve(999);
        rateLimit.Reserve(500);
        rateLimit.Return(500);

        Assert.Equal(TimeSpan.FromSeconds(5), rateLimit.Reserve(10));
    }

    [Fact]
    public void Settle_Throttled_WaitsForHalfOfWhatWasAskedFor()
    {
        var rateLimit = Start();
        rateLimit.Reserve(200);
        rateLimit.Record(200, Throttle);

        // A hundred are missing, at nine tenths of two a second.
        Assert.Equal(100 / 1.8, rateLimit.Reserve(200).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Settle_ThrottledAgainAndAgain_SlowsDownToATwentiethAndRecoversSlowly()
    {
        var rateLimit = Start();
        for (var i = 0; i < 100; i++)
        {
            rateLimit.Reserve(20);
            rateLimit.Record(20, Throttle);
        }

        Assert.Equal(1, rateLimit.LeastBatchSize);
        Assert.Equal(10 / 0.1, rateLimit.Reserve(20).TotalSeconds, 1e-6);
        _clock.Advance(TimeSpan.FromSeconds(100));
        for (var i = 0; i < 95; i++)
        {
            rateLimit.Record(20, error: null);
        }

        Assert.Equal(20 / 2.0, rateLimit.Reserve(20).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Settle_RefusedCall_IsTakenToCostNothingUntilThatProvesWrong()
    {
        var rateLimit = Start();
        rateLimit.Reserve(500);
        rateLimit.Record(500, Refusal);
        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(900));

        // The tokens were not there: so the refused call had cost its own.
        rateLimit.Record(900, Throttle);
        _clock.Advance(TimeSpan.FromHours(1));
        rateLimit.Reserve(999);
        rateLimit.Record(999, Refusal);
        Assert.True(rateLimit.Reserve(100) > TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Settle_ThrottledAfterARefusedCallOfOneInstance_ProvesItsCost()
    {
        var rateLimit = Start();
        rateLimit.Reserve(1);
        rateLimit.Record(1, Refusal);
        rateLimit.Record(1, Throttle);
        _clock.Advance(TimeSpan.FromHours(1));
        rateLimit.Reserve(999);
        rateLimit.Record(999, Refusal);

        Assert.True(rateLimit.Reserve(100) > TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Reserve_NoRequestLeftButInstances_WaitsForTheRequest()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(1, 0.1, 1000, 2), _clock);
        rateLimit.Reserve(1);

        Assert.Equal(TimeSpan.FromSeconds(10.5), rateLimit.Reserve(1));
        _clock.Advance(TimeSpan.FromSeconds(20.5));
        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(1));
    }

    [Fact]
    public void Settle_ThrottledAfterALargeRefusedCall_TakesWhatTheRefusalCost()
    {
        var rateLimit = Start();
        rateLimit.Reserve(1000);
        rateLimit.Record(1000, Refusal);
        rateLimit.Reserve(900);
        rateLimit.Record(900, Throttle);

        Assert.True(rateLimit.Reserve(100) > TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Settle_ThrottledWithoutARefusalBefore_ProvesNothing()
    {
        var rateLimit = Start();
        rateLimit.Reserve(10);
        rateLimit.Record(10, Throttle);
        _clock.Advance(TimeSpan.FromHours(1));
        rateLimit.Reserve(999);
        rateLimit.Record(999, Refusal);

        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(900));
    }

    [Fact]
    public void Settle_CallNotSent_CostsNothing()
    {
        var rateLimit = Start();
        rateLimit.Reserve(999);
        rateLimit.Record(999, new Ec2Exception("ConnectionFailed", ""));

        Assert.Equal(TimeSpan.Zero, rateLimit.Reserve(999));
    }

    [Fact]
    public void Reserve_FromManyThreads_HandsEachTokenOutOnce()
    {
        var rateLimit = new ActionRateLimit(new RateLimitSettings(1000, 2, null, null), _clock);

        Parallel.For(0, 1000, _ => rateLimit.Reserve(1));

        Assert.Equal(TimeSpan.FromSeconds(1), rateLimit.Reserve(1));
    }

    private ActionRateLimit Start() => new(RateLimitSettings.Of(new RateLimitOptions().Start), _clock);
}
