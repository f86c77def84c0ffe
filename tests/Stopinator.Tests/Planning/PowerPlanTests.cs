using Stopinator.Planning;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>A plan that a caller makes, and the line of each plan.</summary>
public sealed class PowerPlanTests
{
    private static readonly PowerRequest Stop = Some.Request(PowerAction.Stop);

    [Fact]
    public void Create_NoRequestOrDecisions_Throws()
    {
        Assert.Equal("request", Assert.Throws<ArgumentNullException>(() => PowerPlan.Create(null!, [])).ParamName);
        Assert.Equal("decisions", Assert.Throws<ArgumentNullException>(() => PowerPlan.Create(Stop, null!)).ParamName);
    }

    [Fact]
    public void Create_NoIdOrTheSameTwice_Throws()
    {
        Assert.Equal("decisions", Assert.Throws<ArgumentException>(() => PowerPlan.Create(Stop, [Decision(1) with { InstanceId = "i-1" }])).ParamName);
        Assert.Equal("decisions", Assert.Throws<ArgumentException>(() => PowerPlan.Create(Stop, [Decision(1), Decision(1)])).ParamName);
    }

    [Fact]
    public void Create_OfDecisions_CountsThem()
    {
        var plan = PowerPlan.Create(Stop, [Decision(1), Decision(2, DecisionKind.Skip)], Ec2Lab.Start, omittedCount: 3, region: "us-east-1");

        Assert.Equal((1, 5, 3, "us-east-1", Ec2Lab.Start), (plan.ActingCount, plan.SelectedCount, plan.OmittedCount, plan.Region, plan.CreatedAt));
    }

    [Fact]
    public void AccountId_SomeOwnersUnknown_IsTheFirstThatIsKnown()
    {
        var plan = PowerPlan.Create(Stop, [Decision(1), Owned(2, "111122223333"), Owned(3, "444455556666")]);

        Assert.Equal("111122223333", plan.AccountId);
        Assert.Null(PowerPlan.Create(Stop, [Decision(1)]).AccountId);
    }

    [Fact]
    public void Decide_PlanOfACaller_Throws()
    {
        var decide = PowerPlan.Create(Stop, []).Decide;

        Assert.Equal(
            "A plan that was not made by a service is not executed.",
            Assert.Throws<NotSupportedException>(() => decide(Some.Instance(PowerState.Running), new DecisionPolicy(null, [], null, Ec2Lab.Start))).Message);
    }

    [Fact]
    public void ToString_AllAct_NamesNoOthers() => Assert.Equal("stop 1 of 1 instances", PowerPlan.Create(Stop, [Decision(1)]).ToString());

    [Fact]
    public void ToString_OneOfEachKind_CountsEach()
    {
        var plan = PowerPlan.Create(Stop, Enum.GetValues<DecisionKind>().Select((kind, index) => Decision(index, kind)), omittedCount: 1);

        Assert.Equal("stop 2 of 9 instances; 2 already there, 1 on their way, 1 awaited, 1 skipped, 1 not found, 1 invalid", plan.ToString());
    }

    [Fact]
    public void Choices_WithoutAReason_Throw()
    {
        Assert.Throws<ArgumentException>(() => PowerChoice.Start(""));
        Assert.Throws<ArgumentNullException>(() => PowerChoice.Stop(null!));
    }

    [Fact]
    public void RequestFor_EachActionOfAReconcile_LeavesOutWhatBelongsToTheOther()
    {
        var request = PowerRequest.Reconcile(Some.Selector) with
        {
            StopMode = StopMode.Hibernate,
            HibernationFallback = HibernationFallback.StopNormally,
            OnlyStoppedWithin = TimeSpan.FromHours(1),
        };

        var start = ChoiceDecider.RequestFor(request, PowerAction.Start);
        var stop = ChoiceDecider.RequestFor(request, PowerAction.Stop);

        Assert.Equal(
            (PowerAction.Start, StopMode.Normal, HibernationFallback.Skip, request.OnlyStoppedWithin),
            (start.Action, start.StopMode, start.HibernationFallback, start.OnlyStoppedWithin));
        Assert.Equal(
            (PowerAction.Stop, StopMode.Hibernate, HibernationFallback.StopNormally, null),
            (stop.Action, stop.StopMode, stop.HibernationFallback, stop.OnlyStoppedWithin));
    }

    [Fact]
    public void Decide_ChoiceWithAMode_TakesTheModeAndBothSentences()
    {
        var policy = new DecisionPolicy(null, [], null, Ec2Lab.Start);
        var request = PowerRequest.Reconcile(Some.Selector) with { StopMode = StopMode.SkipOsShutdown };

        var forced = new ChoiceDecider(request, _ => PowerChoice.Stop("It is late.", StopMode.Force)).Decide(Some.Instance(PowerState.Running), policy);
        var plain = new ChoiceDecider(request, _ => PowerChoice.Stop("It is late.")).Decide(Some.Instance(PowerState.Running), policy);

        Assert.Equal((StopMode.Force, "It is running; EC2 is asked to stop it. It is late."), (forced.StopMode, forced.Message));
        Assert.Equal(StopMode.SkipOsShutdown, plain.StopMode);
        Assert.Equal(
            $"The rule chose nothing for {Some.Id}; PowerChoice.Leave leaves an instance alone.",
            Assert.Throws<InvalidOperationException>(() => new ChoiceDecider(request, _ => null!).Decide(Some.Instance(PowerState.Running), policy)).Message);
    }

    private static InstanceDecision Decision(int number, DecisionKind kind = DecisionKind.Act) => new()
    {
        InstanceId = $"i-{number:x17}",
        Instance = Some.Instance(PowerState.Running),
        Action = PowerAction.Stop,
        Kind = kind,
        Reason = ReasonCode.Selected,
        Message = "It was decided.",
    };

    private static InstanceDecision Owned(int number, string owner) =>
        Decision(number) with { Instance = Some.Instance(PowerState.Running) with { OwnerId = owner } };
}
