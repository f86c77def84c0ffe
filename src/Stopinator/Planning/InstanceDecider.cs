using System.Globalization;
using Stopinator.Instances;
using Stopinator.Selection;

namespace Stopinator.Planning;

/// <summary>Decides on an instance: a pure function of the instance, the request and the rules.</summary>
/// <remarks>
/// The order is the contract. The scope comes first, for nothing overrides it. Instances that need no action come next, so that they are
/// reported as such. The rules that keep an instance from the action follow, and its state comes last.
/// </remarks>
internal static class InstanceDecider
{
    public static InstanceDecision NotFound(string instanceId, PowerRequest request) => new()
    {
        InstanceId = instanceId,
        Instance = null,
        Action = request.Action,
        Kind = DecisionKind.NotFound,
        Reason = ReasonCode.UnknownInstance,
        Message = "EC2 does not know this id in this region and account.",
    };

    /// <summary>
    /// Returns the decision on an instance that is never acted on: out of scope, or terminated. Null for any other instance.
    /// </summary>
    public static InstanceDecision? NeverActedOn(Ec2Instance instance, PowerRequest request, DecisionPolicy policy) =>
        (OutsideScope(instance, policy) ?? Terminated(instance)) is var (kind, reason, message)
            ? new InstanceDecision
            {
                InstanceId = instance.InstanceId,
                Instance = instance,
                Action = request.Action,
                Kind = kind,
                Reason = reason,
                Message = message,
            }
            : null;

    public static InstanceDecision Decide(Ec2Instance instance, PowerRequest request, DecisionPolicy policy)
    {
        var stopMode = EffectiveStopMode(instance, request);
        var (kind, reason, message) =
            OutsideScope(instance, policy)
            ?? Terminated(instance)
            ?? NothingToDo(instance, request)
            ?? KeptFromAction(instance, request, policy)
            ?? ByState(instance, request)
            ?? ByStopTime(instance, request, policy)
            ?? (stopMode != request.StopMode
                ? (DecisionKind.Act, ReasonCode.HibernationFallback,
                    $"It was launched without hibernation; {Ask(request, "stop it normally instead")}.")
                : (DecisionKind.Act, ReasonCode.Selected, Asked(instance, request)));

        return new InstanceDecision
        {
            InstanceId = instance.InstanceId,
            Instance = instance,
            Action = request.Action,
            StopMode = stopMode,
            Kind = kind,
            Reason = reason,
            Message = message,
        };
    }

    // Most instances get this message, so one string serves all of them.
    private static string Asked(Ec2Instance instance, PowerRequest request) =>
        (request.DryRun, request.Action, instance.State) switch
        {
            (false, PowerAction.Stop, PowerState.Running) => "It is running; EC2 is asked to stop it.",
            (false, PowerAction.Start, PowerState.Stopped) => "It is stopped; EC2 is asked to start it.",
            (false, PowerAction.Reboot, PowerState.Running) => "It is running; EC2 is asked to reboot it.",
            _ => $"It is {instance.State.Ec2Name()}; {Ask(request, $"{request.Action.Name()} it")}.",
        };

    private static string Ask(PowerRequest request, string what) =>
        request.DryRun ? $"EC2 is asked whether it would {what}" : $"EC2 is asked to {what}";

    private static (DecisionKind, ReasonCode, string)? OutsideScope(Ec2Instance instance, DecisionPolicy policy) =>
        policy.Scope is null || InstanceMatcher.Matches(policy.Scope.Node, instance)
            ? null
            : Skip(ReasonCode.OutsideScope, $"It is outside the configured scope ({policy.Scope}), which nothing overrides.");

    private static (DecisionKind, ReasonCode, string)? Terminated(Ec2Instance instance) =>
        instance.State switch
        {
            PowerState.Terminated => Skip(ReasonCode.Terminated, "It is terminated."),
            PowerState.ShuttingDown => Skip(ReasonCode.Terminated, "It is being terminated."),
            _ => null,
        };

    private static (DecisionKind, ReasonCode, string)? NothingToDo(Ec2Instance instance, PowerRequest request) =>
        (request.Action, instance.State) switch
        {
            (PowerAction.Stop, PowerState.Stopped) => AlreadyThere("It is stopped already."),
            (PowerAction.Start, PowerState.Running) => AlreadyThere("It is running already."),
            (PowerAction.Start, PowerState.Pending) => OnItsWay("It is starting already."),
            (PowerAction.Stop, PowerState.Stopping) when !FreesStuckInstances(request.StopMode) => OnItsWay("It is stopping already."),
            _ => null,
        };

    private static (DecisionKind, ReasonCode, string)? KeptFromAction(Ec2Instance instance, PowerRequest request, DecisionPolicy policy)
    {
        var (reason, message) = instance switch
        {
            _ when policy.ProtectionTagKey is { } key && Applies(ReasonCode.ProtectedByTag) && instance.Tags.ContainsKey(key) =>
                (ReasonCode.ProtectedByTag, $"It carries the tag {key}, which protects it."),
            { ManagedByService: true } when Applies(ReasonCode.ManagedByService) =>
                (ReasonCode.ManagedByService,
                    $"It is managed by {instance.ManagingService ?? "another AWS service"}, which does not expect others to change it."),
            { AutoScalingGroup: { } group } when Applies(ReasonCode.AutoScalingGroup) =>
                (ReasonCode.AutoScalingGroup,
                    $"It belongs to the Auto Scaling group {group}, which replaces members that do not run; scale the group instead."),
            { Lifecycle: "spot" } when request.Action == PowerAction.Start && WasInterrupted(instance) =>
                (ReasonCode.SpotInterrupted, "It is a Spot instance that EC2 interrupted; only EC2 starts it again."),
            { Lifecycle: "spot" } when request.Action != PowerAction.Reboot && Applies(ReasonCode.Spot) =>
                (ReasonCode.Spot, "It is a Spot instance; EC2 stops and starts only those of a persistent request."),
            { RootDeviceType: "instance-store" } when request.Action == PowerAction.Stop && Applies(ReasonCode.InstanceStoreRoot) =>
                (ReasonCode.InstanceStoreRoot, "Its root volume is instance store, so it cannot be stopped, only terminated."),
            { HibernationConfigured: false }
                when request is { StopMode: StopMode.Hibernate, HibernationFallback: HibernationFallback.Skip } =>
                (ReasonCode.HibernationNotConfigured, "It was launched without hibernation, which cannot be enabled later."),
            _ => default,
        };
        return message is null ? null : Skip(reason, message);

        bool Applies(ReasonCode skip) => !policy.Allowed.Contains(skip);
    }

    private static (DecisionKind, ReasonCode, string)? ByState(Ec2Instance instance, PowerRequest request) =>
        (request.Action, instance.State) switch
        {
            (PowerAction.Stop, PowerState.Stopping) =>
                (DecisionKind.Act, ReasonCode.StuckStopping, "It is stopping already; the stop mode frees it if it is stuck."),
            (PowerAction.Reboot, PowerState.Stopped) =>
                Skip(ReasonCode.NotRunning, "It is stopped; only a running instance can be rebooted."),
            (PowerAction.Stop or PowerAction.Start, PowerState.Pending or PowerState.Stopping) when request.WaitForTransition =>
                (DecisionKind.ActAfterWait, ReasonCode.AwaitingTransition,
                    $"It is {instance.State.Ec2Name()}; {Ask(request, $"{request.Action.Name()} it when the transition has ended")}."),
            (_, PowerState.Pending or PowerState.Stopping) =>
                Skip(
                    ReasonCode.Transitional,
                    $"It is {instance.State.Ec2Name()}; EC2 refuses to {request.Action.Name()} it until the transition has ended."),
            _ => null,
        };

    private static (DecisionKind, ReasonCode, string)? ByStopTime(Ec2Instance instance, PowerRequest request, DecisionPolicy policy)
    {
        if (request.OnlyStoppedWithin is not { } limit)
        {
            return null;
        }

        if (instance.StateTransitionTime is not { } stopped)
        {
            return Skip(
                ReasonCode.StopTimeUnknown, "EC2 does not say when it was stopped, and only recently stopped instances are to be started.");
        }

        var ago = policy.Now - stopped;
        return ago <= limit
            ? null
            : Skip(ReasonCode.StoppedTooLongAgo, string.Create(
                CultureInfo.InvariantCulture,
                $"It was stopped {ago.TotalHours:0.#} h ago; only instances stopped within {limit.TotalHours:0.#} h are to be started."));
    }

    private static (DecisionKind, ReasonCode, string)? Skip(ReasonCode reason, string message) => (DecisionKind.Skip, reason, message);

    private static (DecisionKind, ReasonCode, string)? AlreadyThere(string message) =>
        (DecisionKind.AlreadyThere, ReasonCode.AlreadyInState, message);

    private static (DecisionKind, ReasonCode, string)? OnItsWay(string message) =>
        (DecisionKind.OnItsWay, ReasonCode.AlreadyChanging, message);

    private static StopMode EffectiveStopMode(Ec2Instance instance, PowerRequest request) =>
        request is { StopMode: StopMode.Hibernate, HibernationFallback: HibernationFallback.StopNormally }
            && !instance.HibernationConfigured
            ? StopMode.Normal
            : request.StopMode;

    private static bool FreesStuckInstances(StopMode mode) => mode is StopMode.Force or StopMode.SkipOsShutdown;

    private static bool WasInterrupted(Ec2Instance instance) =>
        instance.StateReason?.Code is "Server.SpotInstanceShutdown" or "Server.SpotInstanceTermination" or "Server.SpotInstanceStop";
}

/// <summary>The rules that bound every decision, from options and request.</summary>
/// <param name="Scope">The instances that may be touched; null for all.</param>
/// <param name="Allowed">The skip reasons that are ignored.</param>
/// <param name="ProtectionTagKey">The tag key that protects an instance; null for none.</param>
/// <param name="Now">The time of the decision.</param>
internal sealed record DecisionPolicy(InstanceSelector? Scope, ReasonCode[] Allowed, string? ProtectionTagKey, DateTimeOffset Now);
