using System.Net;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <content>What starts, stops and reboots do, and what is reported of them.</content>
public abstract partial class EndpointConformance
{
    [Fact]
    public async Task Run_EachAction_ReportsAndDoesIt()
    {
        var ids = await LaunchAsync(new Launch(("Env", "dev")) { Count = 3 });
        await LaunchAsync(new Launch(("Env", "prod")));
        using var power = NewService();

        AssertAll(await power.RebootAsync(Dev), ids, Outcome.Accepted, ReasonCode.RequestAccepted);
        AssertAll(await power.StopAsync(Dev), ids, Outcome.Accepted, ReasonCode.RequestAccepted);
        AssertAll(await power.StopAsync(Dev), ids, Outcome.AlreadyThere, ReasonCode.AlreadyInState);
        AssertAll(await power.RebootAsync(Dev), ids, Outcome.Skipped, ReasonCode.NotRunning);
        AssertAll(await power.StartAsync(Dev), ids, Outcome.Reached, ReasonCode.StateSeen);
        AssertAll(await power.StartAsync(Dev), ids, Outcome.AlreadyThere, ReasonCode.AlreadyInState);
        AssertAll(
            await power.RunAsync(PowerRequest.Stop(Dev) with { Await = PowerAwait.State }), ids, Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal(PowerState.Running, (await power.FindAsync(InstanceSelector.ByTag("Env", "prod")).SingleAsync()).State);
    }

    [Fact]
    public async Task Stop_AnInstance_LeavesItsReasonInDescribes()
    {
        var ids = await LaunchStoppedAsync(new Launch(("Env", "dev")));
        using var power = NewService();

        var stopped = await power.FindAsync(InstanceSelector.ById(ids)).SingleAsync();

        Assert.Equal("Client.UserInitiatedShutdown", stopped.StateReason?.Code);
        Assert.NotNull(stopped.StateTransitionTime);
        var report = await power.RunAsync(PowerRequest.Start(Dev) with { OnlyStoppedWithin = TimeSpan.FromHours(1) });
        AssertAll(report, ids, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Theory]
    [InlineData(StopMode.Normal)]
    [InlineData(StopMode.SkipOsShutdown)]
    [InlineData(StopMode.Force)]
    public async Task Stop_InEachMode_IsReached(StopMode mode)
    {
        var ids = await LaunchAsync(new Launch(("Env", "dev")));
        using var power = NewService();

        var report = await power.RunAsync(PowerRequest.Stop(Dev) with { StopMode = mode, Await = PowerAwait.State });

        AssertAll(report, ids, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Stop_ToHibernateWhatIsNotConfigured_IsSkipped()
    {
        var ids = await LaunchAsync(new Launch(("Env", "dev")));
        using var power = NewService();

        var report = await power.RunAsync(PowerRequest.Stop(Dev) with { StopMode = StopMode.Hibernate });

        AssertAll(report, ids, Outcome.Skipped, ReasonCode.HibernationNotConfigured);
        Assert.Equal([PowerState.Running], await StatesAsync(ids));
    }

    [Fact]
    public async Task Stop_AnUnknownIdAmongOthers_CostsNoOther()
    {
        var ids = await LaunchAsync(new Launch { Count = 2 });
        using var power = NewService();

        var report = await power.StopAsync(InstanceSelector.ById([ids[0], UnknownId, ids[1]]));

        Assert.Equal((2, 1, 3), (report.Count(Outcome.Accepted), report.Count(Outcome.NotFound), report.Instances.Length));
        Assert.Equal(Outcome.NotFound, report.Instances.Single(instance => instance.InstanceId == UnknownId).Outcome);
        Assert.False(report.IsSuccess);
    }

    [Fact]
    public async Task Stop_AProtectedInstanceAmongOthers_CostsNoOther()
    {
        var before = await LaunchAsync(new Launch(("Env", "dev")) { Count = 2 });
        var refused = await LaunchAsync(new Launch(("Env", "dev")) { StopProtected = true });
        var after = await LaunchAsync(new Launch(("Env", "dev")) { Count = 2 });
        using var power = NewService();

        var report = await power.RunAsync(PowerRequest.Stop(Dev) with { Await = PowerAwait.State });

        var failed = Assert.Single(report.Instances, instance => instance.Outcome != Outcome.Reached);
        Assert.Equal((refused[0], Outcome.Failed, "OperationNotPermitted"), (failed.InstanceId, failed.Outcome, failed.ErrorCode));
        Assert.Equal(4, report.Count(Outcome.Reached));
        Assert.All(await StatesAsync([.. before, .. after]), state => Assert.Equal(PowerState.Stopped, state));
        Assert.Equal([PowerState.Running], await StatesAsync(refused));
    }

    [Fact]
    public async Task Start_ATerminatedInstance_IsSkipped()
    {
        var ids = await LaunchAsync(new Launch(("Env", "dev")));
        await TerminateAsync(ids[0]);
        using var power = NewService();

        AssertAll(await power.StartAsync(InstanceSelector.ById(ids)), ids, Outcome.Skipped, ReasonCode.Terminated);
    }

    [Theory]
    [InlineData(PowerAction.Start)]
    [InlineData(PowerAction.Stop)]
    [InlineData(PowerAction.Reboot)]
    public async Task Run_Dry_ChangesNothing(PowerAction action)
    {
        var launch = new Launch(("Env", "dev")) { Count = 2 };
        var ids = action == PowerAction.Start ? await LaunchStoppedAsync(launch) : await LaunchAsync(launch);
        var before = await StatesAsync(ids);
        using var power = NewService();

        var report = await power.RunAsync(new PowerRequest { Action = action, Selector = Dev, DryRun = true });

        AssertAll(report, ids, Outcome.NotAttempted, ReasonCode.DryRun);
        Assert.True(report.IsSuccess);
        Assert.Equal(before, await StatesAsync(ids));
    }

    [Fact]
    public async Task Call_EachAction_AnswersTheStatesBeforeAndNow()
    {
        var id = Assert.Single(await LaunchAsync(new Launch()));
        using var client = NewClient();

        var stopped = await client.StopAsync(new PowerCall([id]));
        var stoppedAgain = await client.StopAsync(new PowerCall([id]));
        var started = await client.StartAsync(new PowerCall([id]));
        var startedAgain = await client.StartAsync(new PowerCall([id]));
        var rebooted = await client.RebootAsync(new PowerCall([id]));

        Assert.Equal([new PowerStateChange(id, PowerState.Running, PowerState.Stopping)], stopped.Changes);
        Assert.Equal([new PowerStateChange(id, PowerState.Stopped, NothingToDo.Stopped)], stoppedAgain.Changes);
        Assert.Equal([new PowerStateChange(id, PowerState.Stopped, PowerState.Pending)], started.Changes);
        Assert.Equal([new PowerStateChange(id, PowerState.Running, NothingToDo.Started)], startedAgain.Changes);
        Assert.Empty(rebooted.Changes);
        Assert.All([stopped, started, rebooted], answer => Assert.NotEmpty(answer.RequestId!));
    }

    [Fact]
    public async Task Call_UnknownIdsAmongOthers_NamesThemAndChangesNothing()
    {
        var ids = await LaunchAsync(new Launch { Count = 2 });
        using var client = NewClient();

        var refused = await Assert.ThrowsAsync<Ec2Exception>(
            () => client.StopAsync(new PowerCall([ids[0], UnknownId, ids[1], OtherUnknownId])));

        Assert.Equal(("InvalidInstanceID.NotFound", HttpStatusCode.BadRequest), (refused.Code, refused.Status));
        Assert.Equal(Ec2ErrorKind.Instance, refused.Kind);
        Assert.Equal([UnknownId, OtherUnknownId], refused.InstanceIds.Order());
        Assert.Equal([PowerState.Running, PowerState.Running], await StatesAsync(ids));
    }

    [Fact]
    public async Task Call_InAStateThatDoesNotAllowIt_IsRefused()
    {
        var terminated = await LaunchAsync(new Launch());
        await TerminateAsync(terminated[0]);
        var stopped = await LaunchStoppedAsync(new Launch());
        using var client = NewClient();

        Assert.Equal(WrongStateCode, await CodeAsync(client.StartAsync(new PowerCall([.. terminated]))));
        Assert.Equal(WrongStateCode, await CodeAsync(client.RebootAsync(new PowerCall([.. stopped]))));
    }

    [Fact]
    public async Task Call_DryOnAnUnknownId_IsRefused()
    {
        using var client = NewClient();

        var code = await CodeAsync(client.StopAsync(new PowerCall([UnknownId]) { DryRun = true }));

        Assert.Equal(DryRunSeesUnknownIds ? "InvalidInstanceID.NotFound" : null, code);
    }

    private static async Task<string?> CodeAsync(Task<PowerCallAnswer> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (Ec2Exception refused)
        {
            return refused.Code;
        }
    }

    private static void AssertAll(PowerReport report, IReadOnlyList<string> ids, Outcome outcome, ReasonCode reason)
    {
        Assert.Equal(ids.Order(), report.Instances.Select(instance => instance.InstanceId).Order());
        Assert.All(report.Instances, instance => Assert.Equal((outcome, reason), (instance.Outcome, instance.Reason)));
    }
}
