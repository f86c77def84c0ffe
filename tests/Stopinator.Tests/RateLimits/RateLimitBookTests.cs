using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.RateLimits;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.RateLimits;

public sealed class RateLimitBookTests
{
    private static readonly InstancePage PageOfAccount = new([Some.Instance(PowerState.Running) with { OwnerId = "123456789012" }]);

    private readonly ManualTimeProvider _clock = new();
    private readonly IEc2Api _port = Substitute.For<IEc2Api>();

    [Fact]
    public void Of_ServicesOnOnePort_ShareTheRateLimitOfAnActionInAnAccount()
    {
        var (one, other) = (Book(), Book());
        Assert.Same(one.Of(PowerAction.Start), other.Of(PowerAction.Start));
        Assert.NotSame(one.Of(PowerAction.Start), other.Of(PowerAction.Stop));

        one.Learn(PageOfAccount);
        Assert.NotSame(one.Of(PowerAction.Start), other.Of(PowerAction.Start));

        other.Learn(PageOfAccount);
        other.Learn(new InstancePage([]));
        Assert.Same(one.Of(PowerAction.Start), other.Of(PowerAction.Start));
    }

    [Fact]
    public void Of_OtherPortClockOrLimits_IsAnotherRateLimit()
    {
        var options = new RateLimitOptions();
        options.Start.InstanceRefill = 6;
        var rateLimit = Book().Of(PowerAction.Start);

        Assert.NotSame(rateLimit, new RateLimitBook(Substitute.For<IEc2Api>(), new RateLimitOptions(), _clock).Of(PowerAction.Start));
        Assert.NotSame(rateLimit, new RateLimitBook(_port, new RateLimitOptions(), new ManualTimeProvider()).Of(PowerAction.Start));
        Assert.NotSame(rateLimit, new RateLimitBook(_port, options, _clock).Of(PowerAction.Start));
    }

    [Fact]
    public async Task Of_ClientsOfOwn_AreToldApartByRegionAndIdentityOnceConnected()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { });
        using var handler = ec2.CreateHandler();
        RateLimitBook[] books = [await ConnectedAsync("AKIDONE"), await ConnectedAsync("AKIDONE"), await ConnectedAsync("AKIDTWO")];

        Assert.Same(books[0].Describe, books[1].Describe);
        Assert.NotSame(books[0].Describe, books[2].Describe);

        async Task<RateLimitBook> ConnectedAsync(string accessKey)
        {
            var options = new StopinatorOptions { Credentials = new BasicAWSCredentials(accessKey, "secret"), HttpHandler = handler };
            (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", ec2.Endpoint);
            var client = Ec2Client.Create(options);
            var book = new RateLimitBook(client, options.RateLimits, _clock);
            Assert.Null(book.Describe);
            await client.DescribeAsync(new InstanceQuery());
            return book;
        }
    }

    private RateLimitBook Book() => new(_port, new RateLimitOptions(), _clock);
}
