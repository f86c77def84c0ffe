using Stopinator.Tests.Shared;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>Large fleets at EC2's rate limits: as fast as the buckets allow, and no instance is lost on the way.</summary>
public sealed class RateLimitTests
{
    [Theory]
    [InlineData(PowerAction.Stop, 10_000, true)]
    [LongInlineData(PowerAction.Stop, 10_000, false)]
    [LongInlineData(PowerAction.Start, 5_000, true)]
    [InlineData(PowerAction.Start, 5_000, false)]
    public async Task Run_FromFullBuckets_TakesWhatTheBucketsTakeAndIsHardlyThrottled(PowerAction action, int count, bool chargeFailedCalls)
    {
        await using var race = new RateLimitRace(action, count, limits => limits.UseEc2Defaults().ChargeFailedCalls = chargeFailedCalls);

        await race.RunAsync();

        Assert.Equal(0, race.NotDone);
        Assert.InRange(race.Elapsed / race.Bound(scale: 1), 1.0, 1.05);
        Assert.InRange(race.Throttles, 0, race.Calls / 100.0);
    }

    [Theory]
    [LongInlineData(PowerAction.Stop, 10_000, 0.5, 0.5)]
    [InlineData(PowerAction.Start, 5_000, 0.5, 0.5)]
    [LongInlineData(PowerAction.Stop, 10_000, 2, 1)]
    [LongInlineData(PowerAction.Start, 5_000, 2, 1)]
    public async Task Run_BucketsOfAnotherSizeThanAssumed_TakesHardlyLonger(PowerAction action, int count, double actual, double bound)
    {
        await using var race = new RateLimitRace(action, count, limits => limits.UseEc2Defaults(actual));

        await race.RunAsync();

        Assert.Equal(0, race.NotDone);
        Assert.InRange(race.Elapsed / race.Bound(bound), 0.9, 1.15);
    }

    [Theory]
    [LongInlineData(PowerAction.Stop, 10_000)]
    [InlineData(PowerAction.Start, 5_000)]
    public async Task Run_AnotherClientTakesHalf_TakesHardlyLongerThanWhatIsLeftAllows(PowerAction action, int count)
    {
        await using var race = new RateLimitRace(action, count, limits => limits.UseEc2Defaults().On("*").OthersTake(0.5));

        await race.RunAsync();

        Assert.Equal(0, race.NotDone);
        Assert.InRange(race.Elapsed / race.Bound(scale: 0.5), 1.0, 1.15);
    }

    [Theory]
    [InlineData(PowerAction.Stop, 10_000)]
    [LongInlineData(PowerAction.Start, 5_000)]
    public async Task Run_TwoProcessesThatKnowNothingOfEachOther_ShareWhatThereIs(PowerAction action, int count)
    {
        await using var race = new RateLimitRace(action, count, limits => limits.UseEc2Defaults(), clients: 2);

        await race.RunAsync();

        Assert.Equal(0, race.NotDone);
        Assert.InRange(race.Elapsed / race.Bound(scale: 1), 1.0, 1.25);
    }
}
