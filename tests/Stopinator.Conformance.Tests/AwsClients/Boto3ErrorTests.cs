using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;
using static Stopinator.Conformance.Tests.AwsClients.RefusedCalls;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>boto3 reports the errors of the simulated EC2 with the code, message, status and request id they were sent with.</summary>
public sealed class Boto3ErrorTests(Boto3 boto3)
{
    [Theory]
    [MemberData(nameof(Refusals), MemberType = typeof(RefusedCalls))]
    public async Task Call_ThatEc2Refuses_IsRefusedInItsWords(string operation, string arguments, int status, string code, string message)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);
        var states = ec2.Instances.Select(instance => instance.State).ToArray();

        var answer = await boto3.CallAsync(ec2.Endpoint, operation, JsonNode.Parse(arguments)!);

        AssertError(answer, Assert.Single(ec2.Calls), status, code, message);
        Assert.Equal(states, ec2.Instances.Select(instance => instance.State));
    }

    [Theory]
    [MemberData(nameof(Misfortunes), MemberType = typeof(RefusedCalls))]
    public async Task Call_ThatMeetsMisfortune_IsToldIt(string code, int status)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);
        ec2.Faults.On("StopInstances").Fail(code, $"It went wrong: {Running} <&> ü.", status);

        var answer = await boto3.CallAsync(ec2.Endpoint, "stop_instances", JsonNode.Parse(Ids(Running))!);

        AssertError(answer, Assert.Single(ec2.Calls), status, code, $"It went wrong: {Running} <&> ü.");
    }

    [Fact]
    public async Task Call_Throttled_IsToldSoAndNotRepeated()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);
        ec2.Faults.On("*").Throttle();

        var answer = await boto3.CallAsync(ec2.Endpoint, "start_instances", JsonNode.Parse(Ids(Stopped))!);

        AssertError(answer, Assert.Single(ec2.Calls), 503, "RequestLimitExceeded", "Request limit exceeded.");
        Assert.Equal(0, (int)answer["ResponseMetadata"]!["RetryAttempts"]!);
    }

    [Fact]
    public async Task Call_ThatPolicyForbids_IsRefusedWithTheInstanceNamed()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build, new SimulatedEc2Options { IamRule = new IamRule("Owner", "us") });

        var answer = await boto3.CallAsync(ec2.Endpoint, "stop_instances", JsonNode.Parse(Ids(Running, Forbidden))!);

        Assert.Equal(
            ("UnauthorizedOperation", 403), ((string?)answer["Error"]!["Code"], (int)answer["ResponseMetadata"]!["HTTPStatusCode"]!));
        var message = (string)answer["Error"]!["Message"]!;
        Assert.StartsWith(
            "You are not authorized to perform this operation. User: arn:aws:sts::123456789012:", message, StringComparison.Ordinal);
        Assert.Contains(
            $"ec2:StopInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/{Forbidden} ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BeyondTheLimits_IsRefused()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);
        var filters = Enumerable.Range(0, 51).Select(i => new { Name = $"tag:{i}", Values = new[] { "x" } });
        var values = new[] { new { Name = "tag:Env", Values = Enumerable.Range(0, 201).Select(i => $"{i}") } };
        var ids = Enumerable.Range(0, 1001).Select(i => $"i-{i:x17}");

        Assert.Equal("FilterLimitExceeded", Code(await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { Filters = filters })));
        Assert.Equal("FilterLimitExceeded", Code(await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { Filters = values })));
        Assert.Equal("InvalidRequest", Code(await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { InstanceIds = ids })));
    }

    [Fact]
    public async Task Describe_WithATokenThatExpired_IsRefused()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(6, _ => { }));

        var page = await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { MaxResults = 5 });
        ec2.ExpirePageTokens();
        var answer = await boto3.CallAsync(
            ec2.Endpoint, "describe_instances", new { MaxResults = 5, NextToken = (string?)page["NextToken"] });

        Assert.Equal("InvalidPaginationToken", Code(answer));
    }

    [Fact]
    public async Task Call_SignedForAnotherRegionOrNotAtAll_IsRefused()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);

        Assert.Equal(
            "SignatureDoesNotMatch", Code(await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { }, region: "eu-west-1")));
        Assert.Equal("MissingAuthenticationToken", Code(await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { }, signed: false)));
    }

    [Fact]
    public async Task Call_WhoseConnectionIsDropped_IsToldThatItClosed()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Build);
        ec2.Faults.On("StopInstances").DropConnection(beforeActing: false);

        var answer = await boto3.CallAsync(ec2.Endpoint, "stop_instances", JsonNode.Parse(Ids(Running))!);

        Assert.Equal("ConnectionClosedError", (string?)answer["Exception"]);
        Assert.Equal(SimulatedState.Stopped, ec2[Running].State);
    }

    private static string? Code(JsonNode answer) => (string?)answer["Error"]!["Code"];

    private static void AssertError(JsonNode answer, ReceivedCall call, int status, string code, string message)
    {
        var metadata = answer["ResponseMetadata"]!;
        Assert.Equal((code, message), (Code(answer), (string?)answer["Error"]!["Message"]));
        Assert.Equal((status, call.RequestId), ((int)metadata["HTTPStatusCode"]!, (string?)metadata["RequestId"]));
    }
}
