namespace Stopinator.Testing.Tests;

/// <content>Tokens that other users of the account take.</content>
public sealed partial class RateLimitsTests
{
    [Fact]
    public async Task OthersTake_Half_LeavesHalfOfBucketAndRefill()
    {
        _ec2.RateLimits.UseEc2Defaults().On("*").OthersTake(0.5);

        Assert.Equal(25, await CountAcceptedAsync("StopInstances", 50));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(5, await CountAcceptedAsync("StopInstances", 50));
    }

    [Fact]
    public async Task OthersTake_FromNowOn_DoesNotRefillTheBucket()
    {
        _ec2.RateLimits.On("StopInstances").Requests(20, 2);
        Assert.Equal(18, await CountAcceptedAsync("StopInstances", 18));

        _ec2.RateLimits.On("StopInstances").OthersTake(0.5);

        Assert.Equal(2, await CountAcceptedAsync("StopInstances", 20));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, await CountAcceptedAsync("StopInstances", 20));
        _ec2.RateLimits.On("StopInstances").OthersTake(0);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(6, await CountAcceptedAsync("StopInstances", 20));
    }

    [Fact]
    public async Task OthersDraw_Steadily_LeavesTheRestOfTheRefill()
    {
        _ec2.RateLimits.On("StopInstances").Requests(10, 5).OthersDraw(3, 0);

        Assert.Equal(10, await CountAcceptedAsync("StopInstances", 20));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await CountAcceptedAsync("StopInstances", 20));
        Assert.Equal(503, (await StopAsync(1)).Status);
    }

    [Fact]
    public async Task OthersDraw_Instances_LeavesTheRestOfTheRefill()
    {
        _ec2.RateLimits.On("StopInstances").Instances(50, 20).OthersDraw(0, 15);

        Assert.Equal(200, (await StopAsync(50)).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(503, (await StopAsync(6)).Status);
        Assert.Equal(200, (await StopAsync(5)).Status);
    }

    [Fact]
    public async Task OthersDraw_MoreThanIsAdded_LeavesNothing()
    {
        _ec2.RateLimits.On("StopInstances").Requests(10, 5).OthersDraw(7, 0);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(6, await CountAcceptedAsync("StopInstances", 20));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await CountAcceptedAsync("StopInstances", 20));
    }
}
