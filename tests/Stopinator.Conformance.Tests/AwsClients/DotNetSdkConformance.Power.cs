using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Conformance.Tests.Endpoints;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <content>Starts, stops, reboots and dry runs.</content>
public abstract partial class DotNetSdkConformance
{
    [Fact]
    public async Task StopStartAndReboot_Instances_AnswerTheStatesBeforeAndNow()
    {
        var ids = await LaunchAsync(new Launch { Count = 2 });

        var stopped = await Client.StopInstancesAsync(new StopInstancesRequest([.. ids]));
        var started = await Client.StartInstancesAsync(new StartInstancesRequest([.. ids]));
        var rebooted = await Client.RebootInstancesAsync(new RebootInstancesRequest([.. ids]));

        Assert.Equal(ids.Order().Select(id => $"{id}: 16 running, 64 stopping"), Changes(stopped.StoppingInstances));
        Assert.Equal(ids.Order().Select(id => $"{id}: 80 stopped, 0 pending"), Changes(started.StartingInstances));
        Assert.All<AmazonWebServiceResponse>(
            [stopped, started, rebooted], answer => Assert.NotEmpty(answer.ResponseMetadata.RequestId));
        Assert.Equal(["running", "running"], [await StateAsync(ids[0]), await StateAsync(ids[1])]);
    }

    [Theory]
    [InlineData(StopMode.Normal, 0, 0, 0)]
    [InlineData(StopMode.Hibernate, 1, 0, 0)]
    [InlineData(StopMode.Force, 0, 1, 0)]
    [InlineData(StopMode.SkipOsShutdown, 0, 0, 1)]
    public async Task StopInstances_InEachMode_StopsInThatMode(StopMode mode, int hibernations, int forced, int skipped)
    {
        var id = Assert.Single(await LaunchAsync(new Launch { Hibernatable = true }));

        var answer = await Client.StopInstancesAsync(new StopInstancesRequest([id])
        {
            Hibernate = mode == StopMode.Hibernate,
            Force = mode == StopMode.Force,
            SkipOsShutdown = mode == StopMode.SkipOsShutdown,
        });

        Assert.Equal([$"{id}: 16 running, 64 stopping"], Changes(answer.StoppingInstances));
        var instance = await DescribeAsync(id);
        Assert.Equal((80, InstanceStateName.Stopped), (instance.State.Code, instance.State.Name));
        Assert.Equal(mode == StopMode.Hibernate ? HibernationReason : "Client.UserInitiatedShutdown", instance.StateReason.Code);
        Assert.Matches(@"^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (GMT|UTC)\)$", instance.StateTransitionReason);
        Assert.Equal(StopsOf(id) is null ? null : (1, hibernations, forced, skipped), StopsOf(id));
    }

    [Fact]
    public async Task Call_Dry_IsToldThatItWouldHaveSucceeded()
    {
        var ids = (await LaunchAsync(new Launch { Count = 2 })).ToList();
        var ec2 = SingleAttemptClient;
        (string Call, Func<Task> MakeAsync)[] calls =
        [
            ("describe", () => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ids, DryRun = true })),
            ("start", () => ec2.StartInstancesAsync(new StartInstancesRequest(ids) { DryRun = true })),
            ("stop", () => ec2.StopInstancesAsync(new StopInstancesRequest(ids) { DryRun = true })),
            ("reboot", () => ec2.RebootInstancesAsync(new RebootInstancesRequest(ids) { DryRun = true })),
        ];

        foreach (var (call, makeAsync) in calls)
        {
            var permitted = await Assert.ThrowsAsync<AmazonEC2Exception>(makeAsync);

            Assert.Equal((call, "DryRunOperation", 412), (call, permitted.ErrorCode, (int)permitted.StatusCode));
            Assert.Equal("Request would have succeeded, but DryRun flag is set.", permitted.Message);
            Assert.NotEmpty(permitted.RequestId);
        }

        Assert.Equal(["running", "running"], [await StateAsync(ids[0]), await StateAsync(ids[1])]);
    }

    private static IEnumerable<string> Changes(List<InstanceStateChange> changes) => changes
        .Select(change => $"{change.InstanceId}: {change.PreviousState.Code} {change.PreviousState.Name}, "
            + $"{change.CurrentState.Code} {change.CurrentState.Name}")
        .Order();
}
