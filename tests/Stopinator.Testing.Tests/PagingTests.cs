using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class PagingTests : IAsyncDisposable
{
    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(
        fleet => fleet.Add(12, (instance, index) => instance.Tagged("half", index < 6 ? "1" : "2")));
    private readonly Ec2QueryClient _client;

    public PagingTests() => _client = new Ec2QueryClient(_ec2);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Theory]
    [InlineData(5, new[] { 5, 5, 2 })]
    [InlineData(6, new[] { 6, 6 })]
    [InlineData(12, new[] { 12 })]
    [InlineData(1000, new[] { 12 })]
    public async Task Pages_CountInstances_AndCoverTheFleetOnce(int size, int[] expected)
    {
        var pages = await ReadPagesAsync(_client, size);

        Assert.Equal(expected, pages.Select(page => page.Ids.Count));
        Assert.Equal(_ec2.Instances.Select(instance => instance.Id), pages.SelectMany(page => page.Ids));
    }

    [Theory]
    [InlineData("4", "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.")]
    [InlineData("0", "Value ( 0 ) for parameter maxResults is invalid. Expecting a value greater than 5.")]
    [InlineData("-1", "Value ( -1 ) for parameter maxResults is invalid. Expecting a value greater than 5.")]
    [InlineData("1001", "Value ( 1001 ) for parameter maxResults is invalid. Expecting a value less than or equal to 1000.")]
    public async Task Page_OfForbiddenSize_IsRefused(string size, string message)
    {
        var reply = await _client.CallAsync("DescribeInstances", ("MaxResults", size));

        Assert.Equal((400, "InvalidParameterValue", message), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task Page_TogetherWithIds_IsRefused()
    {
        var id = _ec2.Instances[0].Id;

        var reply = await _client.CallAsync("DescribeInstances", ("InstanceId.1", id), ("MaxResults", "10"));

        Assert.Equal("InvalidParameterCombination", reply.ErrorCode);
        Assert.Equal("The parameter instancesSet cannot be used with the parameter maxResults", reply.ErrorMessage);
    }

    [Fact]
    public async Task Token_WithoutSize_GetsTheRest()
    {
        var first = await _client.CallAsync("DescribeInstances", ("MaxResults", "5"));

        var rest = await _client.CallAsync("DescribeInstances", ("NextToken", first.NextToken!));

        Assert.Equal(7, rest.Ids.Count);
        Assert.Null(rest.NextToken);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task Token_ThatWasNeverIssued_IsRefused(string token)
    {
        var reply = await _client.CallAsync("DescribeInstances", ("NextToken", token));

        Assert.Equal((400, "InvalidPaginationToken"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Token_OfAnotherQuery_IsRefused()
    {
        var first = await _client.CallAsync("DescribeInstances", ("MaxResults", "5"));

        var reply = await _client.CallAsync(
            "DescribeInstances",
            [("MaxResults", "5"), ("NextToken", first.NextToken!), .. Ec2QueryClient.Filters(("vpc-id", ["*"]))]);

        Assert.Equal("InvalidPaginationToken", reply.ErrorCode);
    }

    [Fact]
    public async Task Token_ThatHasExpired_IsRefused()
    {
        var first = await _client.CallAsync("DescribeInstances", ("MaxResults", "5"));

        _ec2.ExpirePageTokens();
        var reply = await _client.CallAsync("DescribeInstances", ("MaxResults", "5"), ("NextToken", first.NextToken!));

        Assert.Equal(("InvalidPaginationToken", "The provided pagination token is expired."), (reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task Pages_WhileInstancesComeAndGo_NeitherRepeatNorSkipTheOthers()
    {
        var first = await _client.CallAsync("DescribeInstances", ("MaxResults", "5"));
        _ec2.Remove(_ec2.Instances[0].Id);
        var launched = _ec2.Launch();

        var rest = await _client.CallAsync("DescribeInstances", ("NextToken", first.NextToken!));

        Assert.Equal(8, rest.Ids.Count);
        Assert.Equal(launched, rest.Ids[^1]);
        Assert.Empty(rest.Ids.Intersect(first.Ids));
    }

    [Fact]
    public async Task Pages_WhenSparse_AreShortOrEmptyBeforeTheLast()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(20, (instance, index) => instance.Tagged("rare", index is 2 or 17 ? "yes" : "no")),
            new() { SparsePages = true });
        using var client = new Ec2QueryClient(ec2);

        var pages = await ReadPagesAsync(client, 5, Ec2QueryClient.Filters(("tag:rare", ["yes"])));

        Assert.Equal([1, 0, 0, 1], pages.Select(page => page.Ids.Count));
    }

    [Fact]
    public async Task Pages_OfAFilter_CountWhatIsFound()
    {
        var pages = await ReadPagesAsync(_client, 5, Ec2QueryClient.Filters(("tag:half", ["2"])));

        Assert.Equal([5, 1], pages.Select(page => page.Ids.Count));
    }

    private static async Task<List<Ec2Reply>> ReadPagesAsync(
        Ec2QueryClient client, int size, params (string Name, string Value)[] parameters)
    {
        var pages = new List<Ec2Reply>();
        string? token = null;
        do
        {
            pages.Add(await client.CallAsync(
                "DescribeInstances",
                [("MaxResults", $"{size}"), .. parameters, .. token is null ? [] : new[] { ("NextToken", token) }]));
            token = pages[^1].NextToken;
        }
        while (token is not null);
        return pages;
    }
}
