using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Testing;
using static Stopinator.Conformance.Tests.AwsClients.RefusedCalls;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>
/// AWS's .NET client reports the errors of the simulated EC2 with the code, message, status and request id they were sent with.
/// </summary>
public sealed class DotNetSdkErrorTests
{
    [Theory]
    [MemberData(nameof(Refusals), MemberType = typeof(RefusedCalls))]
    public async Task Call_ThatEc2Refuses_ThrowsItsWords(string operation, string arguments, int status, string code, string message)
    {
        await using var ec2 = SimulatedEc2.Create(Build);
        using var client = ec2.CreateClient();
        var states = ec2.Instances.Select(instance => instance.State).ToArray();

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => CallAsync(client, operation, arguments));

        AssertError(refused, Assert.Single(ec2.Calls), status, code, message);
        Assert.Equal(states, ec2.Instances.Select(instance => instance.State));
    }

    [Theory]
    [MemberData(nameof(Misfortunes), MemberType = typeof(RefusedCalls))]
    public async Task Call_ThatMeetsMisfortune_ThrowsIt(string code, int status)
    {
        await using var ec2 = SimulatedEc2.Create(Build);
        using var client = ec2.CreateClient();
        ec2.Faults.On("StopInstances").Fail(code, $"It went wrong: {Running} <&> ü.", status);

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.StopInstancesAsync(new StopInstancesRequest([Running])));

        AssertError(refused, Assert.Single(ec2.Calls), status, code, $"It went wrong: {Running} <&> ü.");
    }

    [Fact]
    public async Task Call_Throttled_ThrowsAndIsNotRepeated()
    {
        await using var ec2 = SimulatedEc2.Create(Build);
        using var client = ec2.CreateClient();
        ec2.Faults.On("*").Throttle();

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.StartInstancesAsync(new StartInstancesRequest([Stopped])));

        AssertError(refused, Assert.Single(ec2.Calls), 503, "RequestLimitExceeded", "Request limit exceeded.");
    }

    [Fact]
    public async Task Call_ThatPolicyForbids_ThrowsWithTheInstanceNamed()
    {
        await using var ec2 = SimulatedEc2.Create(Build, new SimulatedEc2Options { IamRule = new IamRule("Owner", "us") });
        using var client = ec2.CreateClient();

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(
            () => client.StopInstancesAsync(new StopInstancesRequest([Running, Forbidden])));

        Assert.Equal(("UnauthorizedOperation", 403), (refused.ErrorCode, (int)refused.StatusCode));
        Assert.Contains(
            $"ec2:StopInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/{Forbidden} ",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paginator_WhoseTokenExpires_Throws()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(6, _ => { }));
        using var client = ec2.CreateClient();
        var pages = client.Paginators.DescribeInstances(new DescribeInstancesRequest { MaxResults = 5 }).Responses;

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(async () =>
        {
            await foreach (var _ in pages)
            {
                ec2.ExpirePageTokens();
            }
        });

        Assert.Equal("InvalidPaginationToken", refused.ErrorCode);
        Assert.Equal(2, ec2.Calls.Count);
    }

    [Fact]
    public async Task Call_SignedForAnotherRegionOrNotAtAll_Throws()
    {
        await using var ec2 = SimulatedEc2.Create(Build);
        using var elsewhere = ec2.CreateClient(config => config.AuthenticationRegion = "eu-west-1");
        using var anonymous = new AmazonEC2Client(new AnonymousAWSCredentials(), (AmazonEC2Config)elsewhere.Config);

        var request = new DescribeInstancesRequest();
        var ofElsewhere = await Assert.ThrowsAsync<AmazonEC2Exception>(() => elsewhere.DescribeInstancesAsync(request));
        var ofAnonymous = await Assert.ThrowsAsync<AmazonEC2Exception>(() => anonymous.DescribeInstancesAsync(request));

        Assert.Equal(("SignatureDoesNotMatch", "MissingAuthenticationToken"), (ofElsewhere.ErrorCode, ofAnonymous.ErrorCode));
    }

    private static Task CallAsync(IAmazonEC2 client, string operation, string arguments) => operation switch
    {
        "describe_instances" => client.DescribeInstancesAsync(Read<DescribeInstancesRequest>(arguments)),
        "describe_addresses" => client.DescribeAddressesAsync(Read<DescribeAddressesRequest>(arguments)),
        "start_instances" => client.StartInstancesAsync(Read<StartInstancesRequest>(arguments)),
        "stop_instances" => client.StopInstancesAsync(Read<StopInstancesRequest>(arguments)),
        "reboot_instances" => client.RebootInstancesAsync(Read<RebootInstancesRequest>(arguments)),
        "terminate_instances" => client.TerminateInstancesAsync(Read<TerminateInstancesRequest>(arguments)),
        _ => throw new ArgumentException($"No call is known for '{operation}'.", nameof(operation)),
    };

    // boto3 leaves an empty list out. The SDK for .NET leaves out a list that is null; for an empty one it sends a parameter without value.
    private static TRequest Read<TRequest>(string arguments) =>
        JsonSerializer.Deserialize<TRequest>(arguments.Replace("[]", "null", StringComparison.Ordinal))!;

    private static void AssertError(AmazonEC2Exception refused, ReceivedCall call, int status, string code, string message)
    {
        Assert.Equal((code, message), (refused.ErrorCode, refused.Message));
        Assert.Equal((status, call.RequestId), ((int)refused.StatusCode, refused.RequestId));
    }
}
