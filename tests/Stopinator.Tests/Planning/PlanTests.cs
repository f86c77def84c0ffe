using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>Plans over a simulated EC2: what they hold, what refuses them, what they cost.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task Plan_MixedFleet_HoldsOneDecisionForEachInstanceAndChangesNothing()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);

        var plan = await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All | InstanceSelector.ById("i-0fffffffffffffff0")));

        Assert.Equal(10, plan.Decisions.Length);
        Assert.Equal(1, plan.ActingCount);
        Assert.Equal(
            [
                ReasonCode.Selected, ReasonCode.AlreadyInState, ReasonCode.AlreadyChanging, ReasonCode.Transitional, ReasonCode.Terminated,
                ReasonCode.ProtectedByTag,
                ReasonCode.ManagedByService, ReasonCode.AutoScalingGroup, ReasonCode.Spot, ReasonCode.UnknownInstance,
            ],
            plan.Decisions.Select(decision => decision.Reason));
        Assert.Equal("stop 1 of 10 instances; 1 already there, 1 on their way, 6 skipped, 1 not found", plan.ToString());
        Assert.All(lab.Ec2.Calls, call => Assert.Equal("DescribeInstances", call.Action));
    }

    [Fact]
    public async Task Plan_AlreadyThereOmitted_CountsThemAndHoldsTheOthers()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);
        var request = PowerRequest.Stop(InstanceSelector.All) with { OmitAlreadyThere = true };

        var plan = await lab.PlanAsync(request);
        var report = await lab.RunAsync(request);

        Assert.Equal((8, 1, 9), (plan.Decisions.Length, plan.OmittedCount, plan.SelectedCount));
        Assert.Equal("stop 1 of 9 instances; 1 already there, 1 on their way, 6 skipped", plan.ToString());
        Assert.Equal((8, 1, 1), (report.Instances.Length, report.OmittedCount, report.Count(Outcome.AlreadyThere)));
        Assert.DoesNotContain(report.Instances, instance => instance.Outcome == Outcome.AlreadyThere);
        Assert.Contains("of 9 instances", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NothingSelected_IsEmptyAndExecutesToAnEmptyReport()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "nowhere")));

        Assert.Empty(report.Instances);
        Assert.True(report.IsSuccess);
        Assert.Equal("stop: nothing selected (of 0 instances, 0 calls).", report.ToString());
    }

    [Fact]
    public async Task Plan_OutsideTheScope_IsSkippedWhateverTheRequestAllows()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(2, i => i.Tagged("Env", "dev"));
                fleet.Add(3, i => i.Tagged("Env", "prod"));
            },
            options => options.Scope = InstanceSelector.ByTag("Env", "dev"));

        var report = await lab.RunAsync(
            PowerRequest.Stop(InstanceSelector.All) with { StopMode = StopMode.Force, Allow = [ReasonCode.ProtectedByTag] });

        Assert.Equal(
            (2, 3), (report.Count(Outcome.Accepted), report.Instances.Count(instance => instance.Reason == ReasonCode.OutsideScope)));
        Assert.Equal(3, lab.Ec2.Instances.Count(instance => instance.State == SimulatedState.Running));
    }

    [Theory]
    [InlineData(1000, null, 1000, true)]
    [InlineData(1001, null, 1000, false)]
    [InlineData(3, 2, 1000, false)]
    [InlineData(3, 3, 2, true)]
    [InlineData(1, 0, 1000, false)]
    public async Task Plan_MoreInstancesThanTheGuardAllows_IsRefusedBeforeAnyCall(
        int instances, int? requested, int configured, bool passes)
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(instances, i => i.Running()), options => options.Guards.MaxInstances = configured);
        var request = PowerRequest.Stop(InstanceSelector.All) with { MaxInstances = requested };

        if (passes)
        {
            Assert.Equal(instances, (await lab.PlanAsync(request)).ActingCount);
            return;
        }

        var message = (await Assert.ThrowsAsync<PlanRefusedException>(() => lab.RunAsync(request))).Message;
        Assert.Contains($"stop {instances} instances", message, StringComparison.Ordinal);
        Assert.Contains($"limit of {requested ?? configured}", message, StringComparison.Ordinal);
        Assert.Contains(requested is null ? "Guards.MaxInstances" : "request's MaxInstances", message, StringComparison.Ordinal);
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Plan_InstancesThatNeedNoAction_DoNotCountForTheGuard()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(50, i => i.Stopped());
                fleet.Add(2, i => i.Running());
            },
            options => options.Guards.MaxInstances = 2);

        Assert.Equal(2, (await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All))).ActingCount);
    }

    [Theory]
    [InlineData(5, 50.0, true)]
    [InlineData(6, 50.0, false)]
    [InlineData(10, 100.0, true)]
    [InlineData(1, 9.9, false)]
    public async Task Plan_MoreThanItsShareOfTheScope_IsRefused(int selected, double percent, bool passes)
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(selected, i => i.Tagged("Env", "dev").Tagged("Team", "a"));
                fleet.Add(10 - selected, i => i.Tagged("Env", "dev"));
                fleet.Add(7, i => i.Tagged("Env", "prod"));
                fleet.Add(5, i => i.Tagged("Env", "dev").Terminated());
            },
            options =>
            {
                options.Scope = InstanceSelector.ByTag("Env", "dev");
                options.Guards.MaxPercent = percent;
            });
        var request = PowerRequest.Stop(InstanceSelector.ByTag("Team", "a"));

        if (passes)
        {
            Assert.Equal(selected, (await lab.PlanAsync(request)).ActingCount);
            Assert.Equal(2, lab.Calls("DescribeInstances").Count);
            return;
        }

        var message = (await Assert.ThrowsAsync<PlanRefusedException>(() => lab.PlanAsync(request))).Message;
        Assert.Contains($"stop {selected} of the 10 instances in scope", message, StringComparison.Ordinal);
        Assert.Contains("Guards.MaxPercent", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NoPercentConfigured_CostsOneDescribe()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);

        await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));

        Assert.Single(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Plan_DeadlinePassed_IsRefusedWithoutACall()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);

        var exception = await Assert.ThrowsAsync<PlanRefusedException>(
            () => lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = Ec2Lab.Start.AddSeconds(-3) }));

        Assert.Contains("passed 3 s ago", exception.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Execute_DeadlinePassedSinceThePlan_IsRefused()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);
        var plan = await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = Ec2Lab.Start.AddMinutes(1) });

        lab.Clock.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<PlanRefusedException>(() => lab.Service.ExecuteAsync(plan));
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Execute_PlanOfAnotherService_IsRefused()
    {
        await using var wide = Ec2Lab.Create(MixedFleet);
        await using var narrow = Ec2Lab.Create(MixedFleet, options => options.Scope = InstanceSelector.ByTag("Env", "none"));
        var plan = await wide.PlanAsync(PowerRequest.Stop(InstanceSelector.All));

        await Assert.ThrowsAsync<ArgumentException>(() => narrow.Service.ExecuteAsync(plan));
    }

    [Fact]
    public async Task Plan_DescribeNotPermitted_Throws()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);
        lab.Ec2.Faults.On("DescribeInstances").Fail(
            "UnauthorizedOperation", "You are not authorized to perform this operation.", status: 403);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All)));

        Assert.Equal(("UnauthorizedOperation", Ec2ErrorKind.Authorization), (exception.Code, exception.Kind));
        Assert.Single(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Find_Selection_YieldsEachInstanceOnceAndLeavesUnknownIdsOut()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);
        var selector = InstanceSelector.ByFilter("instance-state-name", "running") | InstanceSelector.ByTag("Env", "dev") | InstanceSelector.ById("i-0fffffffffffffff0");

        var found = await lab.Service.FindAsync(selector).Select(instance => instance.InstanceId).ToListAsync();

        Assert.Equal(9, found.Count);
        Assert.Equal(found.Count, found.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Execute_PlanMadeBefore_DoesWhatItSays()
    {
        await using var lab = Ec2Lab.Create(MixedFleet);
        var plan = await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All));

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        Assert.Equal(plan.Decisions.Select(decision => decision.InstanceId), report.Instances.Select(instance => instance.InstanceId));
        Assert.Equal(1, report.Count(Outcome.Accepted));
        Assert.Equal(1, lab.Ec2.Instances.Sum(instance => instance.Stops));
    }

    private static void MixedFleet(FleetBuilder fleet)
    {
        fleet.Add(i => i.Running().Tagged("Env", "dev"));
        fleet.Add(i => i.Stopped().Tagged("Env", "dev"));
        fleet.Add(i => i.Stopping(TimeSpan.FromHours(1)).Tagged("Env", "dev"));
        fleet.Add(i => i.Pending(TimeSpan.FromHours(1)).Tagged("Env", "dev"));
        fleet.Add(i => i.Terminated().Tagged("Env", "dev"));
        fleet.Add(i => i.Tagged("stopinator:protected", "true"));
        fleet.Add(i => i.ManagedBy("eks.amazonaws.com"));
        fleet.Add(i => i.InAutoScalingGroup("web"));
        fleet.Add(i => i.Spot(persistent: true));
    }
}
