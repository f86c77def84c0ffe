using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class ProtocolTests : IAsyncDisposable
{
    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(
        fleet => fleet.Add(instance => instance.Tagged("a&b", "<c> \"d\"\r\n\u0001 é 🙂")));
    private readonly Ec2QueryClient _client;

    public ProtocolTests() => _client = new Ec2QueryClient(_ec2);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Answer_OfSuccess_HasEc2sEnvelope()
    {
        var reply = await _client.CallAsync("DescribeInstances");

        Assert.Equal(200, reply.Status);
        Assert.Equal("text/xml", reply.ContentType!.MediaType);
        Assert.StartsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + $"<requestId>{_ec2.Calls[0].RequestId}</requestId><reservationSet><item>",
            reply.Body,
            StringComparison.Ordinal);
        Assert.DoesNotContain(">\n", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfError_HasEc2sEnvelope()
    {
        var reply = await _client.CallAsync("LaunchRockets");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>InvalidAction</Code>"
                + "<Message>The action LaunchRockets is not valid for this web service.</Message></Error></Errors>"
                + $"<RequestID>{_ec2.Calls[0].RequestId}</RequestID></Response>",
            reply.Body);
    }

    [Fact]
    public async Task Get_WithQueryString_IsServedLikePost()
    {
        using var request = _client.Get("Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3Aa%26b&Filter.1.Value.1=%3Cc%3E+*");

        var reply = await _client.SendAsync(request);

        Assert.Single(reply.Ids);
    }

    [Fact]
    public async Task TagText_WithMarkupAndControlCharacters_SurvivesAsFarAsXmlCanCarryIt()
    {
        var reply = await _client.CallAsync("DescribeInstances");

        Assert.Equal("a&b", reply.InstanceText("tagSet/item/key"));
        Assert.Equal("<c> \"d\"\r\n\uFFFD é 🙂", reply.InstanceText("tagSet/item/value"));
    }

    [Theory]
    [InlineData("", "2016-11-15", "MissingAction")]
    [InlineData("DescribeAddresses", "2016-11-15", "InvalidAction")]
    [InlineData("describeInstances", "2016-11-15", "InvalidAction")]
    [InlineData("DescribeInstances", "", "MissingParameter")]
    [InlineData("DescribeInstances", "2006-03-01", "NoSuchVersion")]
    public async Task Call_WithWrongActionOrVersion_IsRefused(string action, string version, string code)
    {
        using var request = _client.Post([("Action", action), ("Version", version)]);

        var reply = await _client.SendAsync(request);

        Assert.Equal((400, code), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData("Instanceid.1", "i-00000000000000001")]
    [InlineData("InstanceId.2", "i-00000000000000001")]
    [InlineData("Filters.1.Name", "vpc-id")]
    [InlineData("filter.1.Name", "vpc-id")]
    public async Task Call_WithMisspelledParameter_IsRefused(string name, string value)
    {
        var reply = await _client.CallAsync("DescribeInstances", (name, value));

        Assert.Equal("UnknownParameter", reply.ErrorCode);
        Assert.Equal($"The parameter {name} is not recognized", reply.ErrorMessage);
    }

    [Theory]
    [InlineData("DryRun", "yes")]
    [InlineData("MaxResults", "many")]
    public async Task Call_WithValueOfWrongType_IsRefused(string name, string value)
    {
        var reply = await _client.CallAsync("DescribeInstances", (name, value));

        Assert.Equal("InvalidParameterValue", reply.ErrorCode);
    }
}
