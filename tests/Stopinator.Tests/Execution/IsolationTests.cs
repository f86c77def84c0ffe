using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

public sealed class IsolationTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    [InlineData(200, 199)]
    public async Task Stop_RefusalThatNamesNobody_IsSearchedByHalvesWithinTheBound(int count, int bad)
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(count, i => i.Running()));
        FailWithoutName(lab, ids[bad]);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((Outcome.Failed, ReasonCode.Refused), (report.Of(ids[bad]).Outcome, report.Of(ids[bad]).Reason));
        Assert.Equal(count - 1, report.Count(Outcome.Accepted));
        Assert.InRange(report.Calls, 1, (2 * (int)Math.Ceiling(Math.Log2(count))) + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(64)]
    public async Task Stop_EveryInstanceRefusedWithoutName_TakesAtMostTwiceAsManyCallsLessOne(int count)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(count, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Fail("UnsupportedOperation", "The operation is not supported.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        ReportAssert.All(report, count, Outcome.Failed, ReasonCode.Refused);
        Assert.Equal((2 * count) - 1, report.Calls);
    }

    [Fact]
    public async Task Stop_RefusalThatNamesStrangers_IsSearchedByHalves()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Times(1).Fail(
            "IncorrectInstanceState", "The instance 'i-0aaaaaaaaaaaaaaaa' is not in a state from which it can be stopped.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        ReportAssert.All(report, 2, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.Equal(3, report.Calls);
    }

    [Fact]
    public async Task Stop_AllNamedAtOnce_TakesOneCallMore()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(20, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Nth(1).Do(() =>
        {
            foreach (var id in ids.Take(5))
            {
                lab.Ec2.Remove(id);
            }
        });

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((5, 15, 2), (report.Count(Outcome.NotFound), report.Count(Outcome.Accepted), report.Calls));
    }

    [Theory]
    [Trait("Finding", "U10")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reboot_OfAStalePlan_ReadsTheStatesOnceRatherThanAskEc2ForEach(bool allUnfit)
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(200, i => i.Running()));
        var plan = await lab.PlanAsync(PowerRequest.Reboot(InstanceSelector.All));
        foreach (var id in allUnfit ? ids : ids.Take(150))
        {
            lab.Ec2.SetState(id, SimulatedState.Stopped);
        }

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        // EC2 names one in each of the first two calls; the describe after them tells of the others.
        Assert.Equal(
            (2, allUnfit ? 198 : 148, allUnfit ? 0 : 50),
            (report.Count(Outcome.Failed), report.Count(Outcome.Skipped), report.Count(Outcome.Accepted)));
        Assert.Equal(allUnfit ? 2 : 3, report.Calls);
        Assert.Equal(ReasonCode.NotRunning, report.Of(ids[100]).Reason);
    }

    [Fact]
    public async Task Start_NoCapacityOfOneTypeInOneZone_CostsOnlyThat()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.WithCapacity("p5.48xlarge", "us-east-1a", 0);
            fleet.Add(4, i => i.Stopped().OfType("t3.micro").InZone("us-east-1a"));
            fleet.Add(4, i => i.Stopped().OfType("p5.48xlarge").InZone("us-east-1b"));
            fleet.Add(2, i => i.Stopped().OfType("p5.48xlarge").InZone("us-east-1a"));
        }, options => options.Retry.CapacityTime = TimeSpan.Zero);

        var report = await lab.RunAsync(PowerRequest.Start(InstanceSelector.All));

        Assert.Equal((8, 2), (report.Count(Outcome.Reached), report.Count(Outcome.Failed)));
        Assert.All(
            report.Instances.Where(instance => instance.Outcome == Outcome.Failed),
            instance => Assert.Equal("InsufficientInstanceCapacity", instance.ErrorCode));

        // The batch, one call for each of the three pools, and the halves of the one without capacity.
        Assert.Equal(1 + 3 + 2, report.Calls);
    }

    [Fact]
    public async Task Start_CapacityForSome_StartsAsManyAsFit()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.WithCapacity("p5.48xlarge", "us-east-1a", 3);
            fleet.Add(8, i => i.Stopped().OfType("p5.48xlarge").InZone("us-east-1a"));
        });

        var report = await lab.RunAsync(PowerRequest.Start(InstanceSelector.All));

        Assert.Equal((3, 5), (report.Count(Outcome.Reached), report.Count(Outcome.Failed)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_PermissionMissingAltogether_GivesUpAfterEightSingleRefusals(bool namesTheInstance)
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(300, i => i.Tagged("Env", "prod")),
            simulate: s => s.IamRule = new IamRule("Env", "dev") { NamesResource = namesTheInstance });

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((8, 292), (report.Count(Outcome.Failed), report.Count(Outcome.NotAttempted)));
        Assert.Equal("UnauthorizedOperation", report.EarlyEnd?.Code);
        Assert.All(report.Instances, instance => Assert.DoesNotContain("Encoded", instance.Message, StringComparison.Ordinal));
        Assert.StartsWith(
            "EC2 refused 8 single instances and accepted none; the permission seems to be missing. UnauthorizedOperation: ", report.EarlyEnd?.Message, StringComparison.Ordinal);
        Assert.Equal(292, Assert.IsType<PowerRequest>(report.Remaining()).Selector.ToString().Split("i-").Length - 1);
        Assert.InRange(report.Calls, 8, 24);
    }

    [Fact]
    public async Task Stop_PermissionForSome_IsTriedForEveryInstance()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(1, i => i.Tagged("Env", "dev"));
                fleet.Add(20, i => i.Tagged("Env", "prod"));
                fleet.Add(9, i => i.Tagged("Env", "dev"));
            },
            options => options.Execution.MaxBatchSize = 1,
            s => s.IamRule = new IamRule("Env", "dev"));

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((10, 20), (report.Count(Outcome.Accepted), report.Count(Outcome.Failed)));
        Assert.Null(report.EarlyEnd);
    }

    [Theory]
    [InlineData("AuthFailure")]
    [InlineData("ExpiredToken")]
    [InlineData("SignatureDoesNotMatch")]
    public async Task Stop_ErrorOfTheCallerNotOfInstances_EndsTheRunAtOnce(string code)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(30, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        lab.Ec2.Faults.On("StopInstances").After(1).Fail(code, "No.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((10, 20), (report.Count(Outcome.Accepted), report.Count(Outcome.NotAttempted)));
        Assert.Equal((code, 2), (report.EarlyEnd?.Code, report.Calls));
        Assert.All(report.Instances.Skip(10), instance => Assert.Equal(ReasonCode.RunEndedEarly, instance.Reason));
    }

    /// <summary>Codes with which EC2 refuses one instance, of every kind that is a refusal, known here or not.</summary>
    public static TheoryData<string, PowerAction, bool> Refusals { get; } =
        [.. from code in new[]
            {
                "InvalidParameterValue", "InvalidParameterCombination", "MissingParameter", "UnknownParameter", "OptInRequired", "PendingVerification", "Blocked",
                "IncorrectState", "InvalidVolume.NotFound", "Unsupported", "UnauthorizedOperation", "InsufficientInstanceCapacity", "SomethingNew",
            }
            from action in new[] { PowerAction.Start, PowerAction.Stop, PowerAction.Reboot }
            from named in new[] { true, false }
            select (code, action, named)];

    [Theory]
    [Trait("Finding", "F1")]
    [MemberData(nameof(Refusals))]
    public async Task Run_OneInstanceRefusedByAnyCode_CostsNoOther(string code, PowerAction action, bool named)
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(6, i => _ = action == PowerAction.Start ? i.Stopped() : i.Running()));
        lab.Ec2.Faults.On($"{action}Instances").Always().When(call => call.InstanceIds.Contains(ids[3]))
            .Fail(code, named ? $"The instance '{ids[3]}' is refused." : "It is refused.");

        var report = await lab.RunAsync(Some.Request(action) with { Selector = InstanceSelector.All });

        Assert.Equal((Outcome.Failed, code), (report.Of(ids[3]).Outcome, report.Of(ids[3]).ErrorCode));
        Assert.Equal(5, report.Instances.Count(instance => instance.IsSuccess));
        Assert.Null(report.EarlyEnd);
        Assert.All(ids.Where(id => id != ids[3]), id => Assert.Equal(1, lab.Ec2[id].Starts + lab.Ec2[id].Stops + lab.Ec2[id].Reboots));
    }

    [Theory]
    [InlineData("OptInRequired")]
    [InlineData("InvalidParameterCombination")]
    public async Task Stop_EveryInstanceRefused_GivesUpAfterEight(string code)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(200, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Fail(code, "No.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((8, 192, code), (report.Count(Outcome.Failed), report.Count(Outcome.NotAttempted), report.EarlyEnd?.Code));
        Assert.True(report.Calls <= 24, $"{report.Calls} calls");
    }

    [Fact]
    public async Task Stop_ClockIsOff_IsTriedOnceMoreAndThenEndsTheRun()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(30, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        lab.Ec2.Faults.On("StopInstances").Nth(2).Fail("RequestExpired", "Request has expired.");
        lab.Ec2.Faults.On("StopInstances").After(3).Fail("RequestExpired", "Request has expired.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((20, 10), (report.Count(Outcome.Accepted), report.Count(Outcome.NotAttempted)));
        Assert.Equal(("RequestExpired", 5), (report.EarlyEnd?.Code, report.Calls));
    }

    private static void FailWithoutName(Ec2Lab lab, string bad) =>
        lab.Ec2.Faults.On("StopInstances").Always().When(call => call.InstanceIds.Contains(bad)).Fail(
            "UnsupportedOperation", "The operation is not supported.");
}
