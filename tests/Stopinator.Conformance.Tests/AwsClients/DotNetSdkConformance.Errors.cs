using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Conformance.Tests.Endpoints;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <content>Errors, with the code, the status and the request id that EC2 gives them.</content>
public abstract partial class DotNetSdkConformance
{
    protected const string Accepted = "accepted";

    /// <summary>Calls that EC2 refuses, and the status and code of the refusal.</summary>
    private static readonly (string Call, string Answer)[] Refusals =
    [
        ("describe unknown", "400 InvalidInstanceID.NotFound"),
        ("describe malformed", "400 InvalidInstanceID.Malformed"),
        ("start running and unknown", "400 InvalidInstanceID.NotFound"),
        ("stop running and two unknown", "400 InvalidInstanceID.NotFound"),
        ("reboot unknown", "400 InvalidInstanceID.NotFound"),
        ("start terminated", "400 IncorrectInstanceState"),
        ("stop terminated", "400 IncorrectInstanceState"),
        ("reboot stopped", "400 IncorrectInstanceState"),
        ("stop protected", "400 OperationNotPermitted"),
        ("stop to hibernate what is not configured", "400 UnsupportedHibernationConfiguration"),
        ("describe ids in pages", "400 InvalidParameterCombination"),
        ("describe pages of 4", "400 InvalidParameterValue"),
        ("describe by an unknown filter", "400 InvalidParameterValue"),
        ("describe from an unknown token", "400 InvalidPaginationToken"),
        ("start nothing", "400 MissingParameter"),
        ("tag unknown", "400 InvalidInstanceID.NotFound"),
        ("status of unknown", "400 InvalidInstanceID.NotFound"),
        ("attribute of unknown", "400 InvalidInstanceID.NotFound"),
    ];

    [Fact]
    public async Task Call_ThatEc2Refuses_ThrowsWithCodeStatusAndRequestId()
    {
        var running = Assert.Single(await LaunchAsync(new Launch()));
        var stopped = Assert.Single(await LaunchStoppedAsync(new Launch()));
        var terminated = Assert.Single(await LaunchAsync(new Launch()));
        await TerminateAsync(terminated);
        var guarded = Assert.Single(await LaunchAsync(new Launch { StopProtected = true }));
        var ec2 = SingleAttemptClient;
        var calls = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["describe unknown"] = () => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [UnknownId] }),
            ["describe malformed"] = () => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["i-xyz"] }),
            ["start running and unknown"] = () => ec2.StartInstancesAsync(new StartInstancesRequest([running, UnknownId])),
            ["stop running and two unknown"] = () => ec2.StopInstancesAsync(new StopInstancesRequest([UnknownId, running, OtherUnknownId])),
            ["reboot unknown"] = () => ec2.RebootInstancesAsync(new RebootInstancesRequest([UnknownId])),
            ["start terminated"] = () => ec2.StartInstancesAsync(new StartInstancesRequest([terminated])),
            ["stop terminated"] = () => ec2.StopInstancesAsync(new StopInstancesRequest([terminated])),
            ["reboot stopped"] = () => ec2.RebootInstancesAsync(new RebootInstancesRequest([stopped])),
            ["stop protected"] = () => ec2.StopInstancesAsync(new StopInstancesRequest([guarded])),
            ["stop to hibernate what is not configured"] = () =>
                ec2.StopInstancesAsync(new StopInstancesRequest([running]) { Hibernate = true }),
            ["describe ids in pages"] = () =>
                ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [running], MaxResults = 5 }),
            ["describe pages of 4"] = () => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 4 }),
            ["describe by an unknown filter"] = () =>
                ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("color", ["red"])] }),
            ["describe from an unknown token"] = () =>
                ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 5, NextToken = "bogus" }),
            ["start nothing"] = () => ec2.StartInstancesAsync(new StartInstancesRequest()),
            ["tag unknown"] = () => ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [UnknownId], Tags = [new Tag("a", "b")] }),
            ["status of unknown"] = () => ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [UnknownId] }),
            ["attribute of unknown"] = () => ec2.DescribeInstanceAttributeAsync(
                new DescribeInstanceAttributeRequest { InstanceId = UnknownId, Attribute = InstanceAttributeName.DisableApiStop }),
        };

        var answers = new List<(string, string)>();
        foreach (var (call, _) in Refusals)
        {
            answers.Add((call, await AnswerAsync(calls[call])));
        }

        Assert.Equal(Refusals.Select(row => (row.Call, RefusesInstead.GetValueOrDefault(row.Call, row.Answer))), answers);
        Assert.All(RefusesInstead, instead => Assert.Contains(Refusals, row => row.Call == instead.Key && row.Answer != instead.Value));
    }

    [Fact]
    public async Task Call_OnUnknownIdsAmongOthers_NamesThemAndChangesNothing()
    {
        var ids = await LaunchAsync(new Launch { Count = 2 });

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(
            () => SingleAttemptClient.StopInstancesAsync(new StopInstancesRequest([ids[0], UnknownId, ids[1], OtherUnknownId])));

        // The errors of EC2 have no element that says whose fault they are.
        Assert.Equal(ErrorType.Unknown, refused.ErrorType);
        Assert.All([UnknownId, OtherUnknownId], id => Assert.Contains(id, refused.Message, StringComparison.Ordinal));
        Assert.All(ids, id => Assert.DoesNotContain(id, refused.Message, StringComparison.Ordinal));
        Assert.Equal(["running", "running"], [await StateAsync(ids[0]), await StateAsync(ids[1])]);
    }

    private static async Task<string> AnswerAsync(Func<Task> call)
    {
        try
        {
            await call();
            return Accepted;
        }
        catch (AmazonEC2Exception refused)
        {
            return $"{(int)refused.StatusCode} {(string.IsNullOrEmpty(refused.RequestId) ? "without a request id" : refused.ErrorCode)}";
        }
    }
}
