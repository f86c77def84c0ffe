using Stopinator.RateLimits;
using Stopinator.Testing;

namespace Stopinator.Tests.RateLimits;

public sealed class RateLimitBookTests
{
    private readonly SimulatedClock _clock = new();
    private readonly object _network = new();

    [Fact]
    public void Of_ServicesOnOneTransport_ShareTheRateLimitOfAnActionInAnAccount()
    {
        var (one, other) = (Book(account: null), Book(account: null));
        Assert.Same(one.Of(PowerAction.Start), other.Of(PowerAction.Start));
        Assert.NotSame(one.Of(PowerAction.Start), other.Of(PowerAction.Stop));

        one.Learn(_network, "eu-west-1", "123456789012");
        Assert.NotSame(one.Of(PowerAction.Start), other.Of(PowerAction.Start));

        // An empty page tells of no account, and takes none away.
        other.Learn(_network, "eu-west-1", "123456789012");
        other.Learn(_network, "eu-west-1", account: null);
        Assert.Same(one.Of(PowerAction.Start), other.Of(PowerAction.Start));
    }

    [Fact]
    public void Of_OtherTransportEndpointAccountClockOrLimits_IsAnotherRateLimit()
    {
        var options = new RateLimitOptions();
        options.Start.InstanceRefill = 6;
        RateLimitBook[] others =
        [
            Book(transport: new object()),
            Book(endpoint: "eu-west-2"),
            Book(account: "210987654321"),
            Book(clock: new SimulatedClock()),
            Book(options: options),
        ];
        var rateLimit = Book().Of(PowerAction.Start);

        Assert.Same(rateLimit, Book().Of(PowerAction.Start));
        Assert.All(others, other => Assert.NotSame(rateLimit, other.Of(PowerAction.Start)));
    }

    [Fact]
    public void Of_BeforeTheFirstDescribe_IsUnknown()
    {
        var book = new RateLimitBook(new RateLimitOptions(), _clock);

        Assert.Null(book.Describe);
        Assert.Null(book.Of(PowerAction.Stop));
    }

    [Fact]
    public void Of_AnActionThatIsNoCall_Throws() =>
        Assert.StartsWith(
            "Not a power action.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Book().Of(PowerAction.Reconcile)).Message,
            StringComparison.Ordinal);

    private RateLimitBook Book(
        string? account = "123456789012", string endpoint = "eu-west-1", object? transport = null, SimulatedClock? clock = null,
        RateLimitOptions? options = null)
    {
        var book = new RateLimitBook(options ?? new RateLimitOptions(), clock ?? _clock);
        book.Learn(transport ?? _network, endpoint, account);
        return book;
    }
}
