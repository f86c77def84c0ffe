using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class SignatureTests
{
    private const string Rest = "SignedHeaders=host, Signature=0f";

    [Theory]
    [InlineData(null, 403, "MissingAuthenticationToken")]
    [InlineData("Basic dXNlcjpwYXNz", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 " + Rest, 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2, " + Rest, 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws4_request, " + Rest, 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/ec2/aws4_request, " + Rest, 403, "SignatureDoesNotMatch")]
    public async Task Call_WithoutProperSignature_IsRefused(string? authorization, int status, string code)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);
        using var request = client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")], authorization);

        var reply = await client.SendAsync(request);

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Call_WithoutSignature_IsServedWhenNoneIsRequired()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(), new() { RequireSignature = false });
        using var client = new Ec2QueryClient(ec2);
        using var request = client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")], authorization: null);

        Assert.Equal(200, (await client.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Call_ScopedToTheRegionOfTheOptions_IsServed()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(), new() { Region = "eu-west-1" });
        using var client = new Ec2QueryClient(ec2);
        using var request = client.Post(
            [("Action", "DescribeInstances"), ("Version", "2016-11-15")],
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/ec2/aws4_request," + Rest);

        var reply = await client.SendAsync(request);

        Assert.Equal("eu-west-1a", reply.InstanceText("placement/availabilityZone"));
        Assert.Equal("euw1-az1", reply.InstanceText("placement/availabilityZoneId"));
    }
}
