using System.Text.Json;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Targets;

public sealed class MultiTargetPlanTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

    [Fact]
    public async Task PlanSaveLoadExecuteUndo_TwoTargets_EachKeepsItsOwn()
    {
        await using var regions = new Regions();
        PowerTarget[] targets = [.. new[] { "eu-west-1", "us-east-1" }.Select(name => regions.Add(name, fleet => fleet.Add(2, i => i.Running().Tagged("Env", "dev"))))];
        PowerTarget[] asked = [.. targets, new() { Region = "eu-west-2", EndpointUrl = new Uri("http://nowhere.test") }];
        using var service = regions.Service();

        var plan = await regions.Clock.RunAsync(() => service.PlanAsync(asked.Select(target => new TargetRequest(target, Stop))));
        var loaded = await regions.Clock.RunAsync(() => service.LoadPlanAsync(plan.ToJson(), asked));
        var report = await regions.Clock.RunAsync(() => service.ExecuteAsync(loaded));

        Assert.Equal((4, 4, 1), (plan.ActingCount, plan.SelectedCount, plan.FailedTargets));
        Assert.StartsWith("eu-west-2: ConnectionFailed", plan.ToString().Split(Environment.NewLine)[2], StringComparison.Ordinal);
        Assert.Equal((4, 2), (loaded.ActingCount, loaded.Targets.Length));
        Assert.Equal(4, report.Count(Outcome.Accepted));

        regions.Clock.Advance(TimeSpan.FromMinutes(5));
        var after = await regions.Clock.RunAsync(() => service.RunAsync(
            targets.Select(target => new TargetRequest(target, Stop with { Await = PowerAwait.State }))));
        Assert.Null(after.Undo());

        var back = await regions.Clock.RunAsync(
            () => service.PlanAsync(targets.Select(target => new TargetRequest(target, PowerRequest.Start(Stop.Selector)))));
        var started = await regions.Clock.RunAsync(() => service.ExecuteAsync(back));
        var undo = await regions.Clock.RunAsync(() => service.LoadPlanAsync(started.Undo()!.ToJson(), targets));
        var undone = await regions.Clock.RunAsync(() => service.ExecuteAsync(undo));

        Assert.True(undone.IsSuccess, undone.ToString());
        Assert.All(targets, target => Assert.All(regions[target.Region].Instances, one => Assert.Equal(SimulatedState.Stopped, one.State)));
    }

    [Fact]
    public async Task LoadPlan_OfATargetThatIsNotGiven_IsRefusedBeforeAnyCall()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var service = regions.Service();
        var plan = await regions.Clock.RunAsync(() => service.PlanAsync([new TargetRequest(target, Stop)]));
        var calls = regions["eu-west-1"].Calls.Count;

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => service.LoadPlanAsync(plan.ToJson(), [target with { Name = "other" }]));

        Assert.StartsWith(
            "The saved plan is for 'eu-west-1', which is not among the targets of this run.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(calls, regions["eu-west-1"].Calls.Count);
    }

    [Theory]
    [InlineData("{}", "version")]
    [InlineData("""{"version":2,"targets":[]}""", "$.version is 2; this version of Stopinator reads 1.")]
    [InlineData("""{"version":1,"targets":[{"target":"eu-west-1","plan":{}}]}""", "$.targets[0].plan: ")]
    public async Task LoadPlan_WhatIsNoPlan_NamesThePath(string json, string problem)
    {
        using var service = new MultiTargetPowerService();

        var exception = await Assert.ThrowsAsync<JsonException>(
            () => service.LoadPlanAsync(json, [new PowerTarget { Region = "eu-west-1" }]));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_APlanOfAnotherService_IsRefused()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var service = regions.Service();
        using var other = regions.Service();
        var plan = await regions.Clock.RunAsync(() => service.PlanAsync([new TargetRequest(target, Stop)]));

        await Assert.ThrowsAsync<ArgumentException>(() => other.ExecuteAsync(plan));
    }

    [Fact]
    public async Task Run_TheDeadlineComesFirst_NamesTheTargetsThatAreLeft()
    {
        await using var regions = new Regions();
        PowerTarget[] targets =
            [.. new[] { "eu-west-1", "us-east-1", "us-west-2" }.Select(name => regions.Add(name, fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev"))))];
        var options = Regions.Options();
        options.Execution.MaxParallelTargets = 1;
        using var service = regions.Service(options);
        regions["eu-west-1"].Faults.On("StopInstances").Nth(1).Do(() => regions.Clock.Advance(TimeSpan.FromSeconds(52)));

        var report = await regions.Clock.RunAsync(
            () => service.RunAsync(targets, Stop with { Deadline = Ec2Lab.Start + TimeSpan.FromMinutes(1) }));
        var rest = await regions.Clock.RunAsync(() => service.RunAsync(report.Remaining()));

        Assert.Equal([null, "NotReached", "NotReached"], report.Targets.Select(target => target.ErrorCode));
        Assert.Equal(["us-east-1", "us-west-2"], rest.Targets.Select(target => target.Name));
        Assert.True(rest.IsSuccess);
    }

    [Fact]
    public async Task Run_AListenerThatThrows_CostsNothing()
    {
        await using var regions = new Regions();
        PowerTarget[] targets = [.. new[] { "eu-west-1", "us-east-1" }.Select(name => regions.Add(name, fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev"))))];
        using var service = regions.Service();
        var listener = Substitute.For<IProgress<TargetReport>>();
        listener.When(one => one.Report(Arg.Any<TargetReport>())).Throw(new InvalidOperationException("a mistake"));

        var report = await regions.Clock.RunAsync(() => service.RunAsync(targets, Stop, listener));

        Assert.True(report.IsSuccess);
    }

    [Fact]
    public async Task Run_APlannerThatThrows_FailsItsTargetOnly()
    {
        await using var regions = new Regions();
        PowerTarget[] targets = [.. new[] { "eu-west-1", "us-east-1" }.Select(name => regions.Add(name, fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev"))))];
        using var service = regions.Service();

        var report = await regions.Clock.RunAsync(() => service.RunAsync(
            targets.Select(target => new TargetRequest(target, PowerRequest.Reconcile(InstanceSelector.All))),
            (power, asked, token) => asked.Target == targets[0]
                ? throw new InvalidOperationException("no rule")
                : power.PlanAsync(asked.Request, _ => PowerChoice.Stop("night"), token)));

        Assert.Equal(["InvalidOperationException", null], report.Targets.Select(target => target.ErrorCode));
        Assert.Equal("eu-west-1: InvalidOperationException. no rule", report.Targets[0].ToString());
        Assert.Equal(1, report.Count(Outcome.Accepted));
    }

    [Fact]
    public async Task Run_Twice_KeepsTheClientAndTheCredentialsOfARole()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev"))) with { RoleArn = "arn:aws:iam::123456789012:role/spoke" };
        using var sts = new StubHandler(StubSts.RoleAnswer);
        using var service = regions.Service(sts: sts);

        await regions.Clock.RunAsync(() => service.RunAsync([target], Stop));
        await regions.Clock.RunAsync(() => service.RunAsync([target], Stop));

        Assert.Single(sts.Requests);
        Assert.Same(service.At(target), service.At(target with { Name = "again" }));
    }
}
