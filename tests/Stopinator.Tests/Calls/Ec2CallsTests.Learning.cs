using System.Net;
using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Stopinator.Calls;
using Stopinator.Ec2;
using Stopinator.Selection;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Calls;

/// <content>What the calls learn from the client and from its answers.</content>
public sealed partial class Ec2CallsTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(300, 50)]
    public void BatchSize_BeforeTheFirstDescribe_IsWhatIsLeftUpToTheLimit(int left, int size) =>
        Assert.Equal(size, Caller().BatchSize(PowerAction.Stop, left, limit: 50, CallDeadline.None));

    [Fact]
    public async Task BatchSize_AfterDescribesOfTwoAccounts_IsThatOfEach()
    {
        var client = Ec2Client.Over(() => _ec2);
        var one = await CallerOfAsync(client, "111111111111");
        var same = await CallerOfAsync(client, "111111111111");
        var other = await CallerOfAsync(client, "222222222222");
        var full = Size(one);
        var thousand = new PowerCall([.. Enumerable.Range(0, 1000).Select(number => $"i-{number:x17}")]);

        await _clock.RunAsync(
            () => one.ChangeAsync(PowerAction.Stop, thousand, mayRepeat: true, CallDeadline.None, CancellationToken.None));

        Assert.InRange(Size(one), 0, full - 1);
        Assert.Equal(Size(one), Size(same));
        Assert.Equal(full, Size(other));

        static int Size(Ec2Calls calls) => calls.BatchSize(PowerAction.Stop, left: 1000, limit: 1000, CallDeadline.None);
    }

    [Fact]
    public async Task Describe_ClientThatRepeats_IsLoggedOnce()
    {
        _ec2.Config.Returns(new AmazonEC2Config { RegionEndpoint = RegionEndpoint.EUWest1, MaxErrorRetry = 2 });
        OnDescribe("111111111111");
        var log = new FakeLogger();
        var calls = new Ec2Calls(Ec2Client.Over(() => _ec2), _options, _clock, log);

        await DescribeAsync(calls);
        Assert.Equal((12, LogLevel.Warning), (log.LatestRecord.Id.Id, log.LatestRecord.Level));
        await DescribeAsync(calls);

        Assert.Equal(1, log.Collector.Count);
    }

    [Fact]
    public async Task DescribeRegions_FailsOnce_IsRepeatedUnderItsName()
    {
        _ec2.DescribeRegionsAsync(default(DescribeRegionsRequest), default).ReturnsForAnyArgs(
            _ => throw new Ec2Exception("InternalError", "", HttpStatusCode.InternalServerError),
            _ => new DescribeRegionsResponse { Regions = [new() { RegionName = "eu-west-1" }] });
        var log = new FakeLogger();
        var calls = new Ec2Calls(Ec2Client.Over(() => _ec2), _options, _clock, log);

        Assert.Equal(["eu-west-1"], await _clock.RunAsync(() => calls.DescribeRegionsAsync(CancellationToken.None)));
        Assert.StartsWith("EC2 describe-regions answered InternalError to attempt 1;", log.LatestRecord.Message, StringComparison.Ordinal);
    }

    private async Task<Ec2Calls> CallerOfAsync(Ec2Client client, string account)
    {
        OnDescribe(account);
        var calls = new Ec2Calls(client, new StopinatorOptions(), _clock, NullLogger.Instance);
        await DescribeAsync(calls);
        return calls;
    }

    private void OnDescribe(string account)
    {
        var page = Sdk.PageOf([Some.Instance(PowerState.Running) with { OwnerId = account }]);
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(page);
    }

    private Task<InstancePage> DescribeAsync(Ec2Calls calls) =>
        _clock.RunAsync(() => calls.DescribeAsync(new InstanceQuery(), CallDeadline.None, CancellationToken.None));
}
