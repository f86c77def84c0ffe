using Stopinator.Planning;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>The whole sentence of each decision.</summary>
public sealed class DecisionMessageTests
{
    private static readonly Ec2Instance Running = Some.Instance(PowerState.Running);
    private static readonly Ec2Instance Stopped = Some.Instance(PowerState.Stopped);
    private static readonly PowerRequest Stop = Some.Request(PowerAction.Stop);
    private static readonly PowerRequest Start = Some.Request(PowerAction.Start);
    private static readonly PowerRequest Reboot = Some.Request(PowerAction.Reboot);
    private static readonly PowerRequest Hibernate = Some.Request(PowerAction.Stop, StopMode.Hibernate);

    private static readonly (string Message, Ec2Instance Instance, PowerRequest Request)[] Cases =
    [
        ("It is running; EC2 is asked to stop it.", Running, Stop),
        ("It is stopped; EC2 is asked to start it.", Stopped, Start),
        ("It is running; EC2 is asked to reboot it.", Running, Reboot),
        ("It is running; EC2 is asked whether it would stop it.", Running, Stop with { DryRun = true }),
        ("It is stopped; EC2 is asked whether it would start it.", Stopped, Start with { DryRun = true }),
        ("It is running; EC2 is asked whether it would reboot it.", Running, Reboot with { DryRun = true }),
        ("It was launched without hibernation; EC2 is asked to stop it normally instead.", Running, Hibernate with { HibernationFallback = HibernationFallback.StopNormally }),
        ("It was launched without hibernation, which cannot be enabled later.", Running, Hibernate),
        ("It is stopped already.", Stopped, Stop),
        ("It is running already.", Running, Start),
        ("It is starting already.", Some.Instance(PowerState.Pending), Start),
        ("It is stopping already.", Some.Instance(PowerState.Stopping), Stop),
        ("It is stopping already; the stop mode frees it if it is stuck.", Some.Instance(PowerState.Stopping), Stop with { StopMode = StopMode.Force }),
        ("It is terminated.", Some.Instance(PowerState.Terminated), Stop),
        ("It is being terminated.", Some.Instance(PowerState.ShuttingDown), Start),
        ("It is stopped; only a running instance can be rebooted.", Stopped, Reboot),
        ("It is pending; EC2 refuses to stop it until the transition has ended.", Some.Instance(PowerState.Pending), Stop),
        ("It is pending; EC2 is asked to stop it when the transition has ended.", Some.Instance(PowerState.Pending), Stop with { WaitForTransition = true }),
        ("It carries the tag keep, which protects it.", Some.Instance(PowerState.Running, ("keep", "yes")), Stop),
        ("It is managed by another AWS service, which does not expect others to change it.", Running with { ManagedByService = true }, Stop),
        ("It is managed by eks.amazonaws.com, which does not expect others to change it.", Running with { ManagedByService = true, ManagingService = "eks.amazonaws.com" }, Stop),
        (
            "It belongs to the Auto Scaling group web, which replaces members that do not run; scale the group instead.",
            Some.Instance(PowerState.Running, ("aws:autoscaling:groupName", "web")), Stop),
        ("It is a Spot instance; EC2 stops and starts only those of a persistent request.", Running with { Lifecycle = "spot" }, Stop),
        (
            "It is a Spot instance that EC2 interrupted; only EC2 starts it again.",
            Stopped with { Lifecycle = "spot", StateReason = new("Server.SpotInstanceStop", "Server.SpotInstanceStop: ...") }, Start),
        (
            "It is a Spot instance that EC2 interrupted; only EC2 starts it again.",
            Stopped with { Lifecycle = "spot", StateReason = new("Server.SpotInstanceTermination", "Server.SpotInstanceTermination: ...") }, Start),
        (
            "It is a Spot instance; EC2 stops and starts only those of a persistent request.",
            Running with { Lifecycle = "spot", StateReason = new("Server.SpotInstanceStop", "Server.SpotInstanceStop: ...") }, Stop),
        ("Its root volume is instance store, so it cannot be stopped, only terminated.", Running with { RootDeviceType = "instance-store" }, Stop),
        (
            "EC2 does not say when it was stopped, and only recently stopped instances are to be started.", Stopped,
            Start with { OnlyStoppedWithin = TimeSpan.FromHours(2) }),
        (
            "It was stopped 2.5 h ago; only instances stopped within 1.5 h are to be started.",
            Stopped with { StateTransitionReason = "User initiated (2026-11-20 16:30:00 GMT)" }, Start with { OnlyStoppedWithin = TimeSpan.FromHours(1.5) }),
    ];

    public static TheoryData<int> Numbers { get; } = [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Decide_EachDecision_HasItsSentence(int number)
    {
        var (message, instance, request) = Cases[number];

        Assert.Equal(message, InstanceDecider.Decide(instance, request, new DecisionPolicy(Scope: null, [], ProtectionTagKey: "keep", Ec2Lab.Start)).Message);
    }

    [Fact]
    public void Decide_OutsideTheScope_NamesTheScope()
    {
        var policy = new DecisionPolicy(InstanceSelector.ByTag("Env", "test"), [], ProtectionTagKey: null, Ec2Lab.Start);
        const string Message = "It is outside the configured scope (tag:Env=test), which nothing overrides.";

        Assert.Equal(Message, InstanceDecider.Decide(Running, Stop, policy).Message);
        Assert.Equal(
            (DecisionKind.Skip, ReasonCode.OutsideScope, PowerAction.Stop, Message),
            InstanceDecider.NeverActedOn(Running, Stop, policy) is { } never ? (never.Kind, never.Reason, never.Action, never.Message) : default);
        Assert.Null(InstanceDecider.NeverActedOn(Running, Stop, policy with { Scope = null }));
    }

    [Fact]
    public void NotFound_AnyId_SaysThatEc2DoesNotKnowIt()
    {
        var decision = InstanceDecider.NotFound(Some.Id, Stop);

        Assert.Equal(
            (Some.Id, DecisionKind.NotFound, ReasonCode.UnknownInstance, "EC2 does not know this id in this region and account."),
            (decision.InstanceId, decision.Kind, decision.Reason, decision.Message));
    }
}
