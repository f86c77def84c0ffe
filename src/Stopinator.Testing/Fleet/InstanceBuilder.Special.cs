using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <content>What makes an instance unlike others when it is started or stopped.</content>
public sealed partial class InstanceBuilder
{
    /// <summary>Makes the instance a Spot instance.</summary>
    /// <param name="persistent">
    /// True for a persistent Spot request. One-time Spot instances cannot be stopped (<c>UnsupportedOperation</c>). A describe does not
    /// tell the two kinds apart.
    /// </param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Spot(bool persistent) => With(_spec with { Spot = SpotRequest.For(_spec, persistent) });

    /// <summary>
    /// Makes the instance a persistent Spot instance that EC2 has interrupted and stopped. Only EC2 may start it: a call to start it fails
    /// with <c>IncorrectSpotRequestState</c>.
    /// </summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder InterruptedBySpot() =>
        Spot(persistent: true).With(_instance with
        {
            State = SimulatedState.Stopped,
            StateReason = StateReason.SpotShutdown,
            TransitionReason = StateReason.SpotShutdown.Code,
            Interrupted = true,
        });

    /// <summary>Makes the instance a member of an Auto Scaling group, by the tag <c>aws:autoscaling:groupName</c>.</summary>
    /// <param name="groupName">The name of the group.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InAutoScalingGroup(string groupName) => Tagged("aws:autoscaling:groupName", groupName);

    /// <summary>
    /// Protects the instance from being stopped: StopInstances fails with <c>OperationNotPermitted</c>. A describe does not show the
    /// protection.
    /// </summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder StopProtected() => With(_instance with { StopProtected = true });

    /// <summary>
    /// Protects the instance from being terminated: TerminateInstances fails with <c>OperationNotPermitted</c>. A describe does not show
    /// the protection.
    /// </summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder TerminationProtected() => With(_instance with { TerminationProtected = true });

    /// <summary>
    /// Gives the instance an instance store as its root device. Such an instance can be neither stopped nor started
    /// (<c>UnsupportedOperation</c>).
    /// </summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder InstanceStoreRoot() => With(_spec with { InstanceStoreRoot = true });

    /// <summary>
    /// Configures the instance for hibernation. Without this, a call to hibernate fails with <c>UnsupportedHibernationConfiguration</c>.
    /// </summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder Hibernatable() => With(_spec with { Hibernatable = true });

    /// <summary>Makes another AWS service the operator of the instance.</summary>
    /// <param name="principal">The service principal, e.g. <c>eks.amazonaws.com</c>.</param>
    /// <param name="hiddenByDefault">True when describes leave the instance out unless they include managed resources.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder ManagedBy(string principal, bool hiddenByDefault = false) =>
        With(_spec with { OperatorPrincipal = principal, HiddenByDefault = hiddenByDefault });

    /// <summary>
    /// Makes every start succeed at first and fail afterwards: the call returns pending, then the instance drops back to stopped. On EC2
    /// this happens when the caller lacks <c>kms:CreateGrant</c> for the key of a volume (<c>Client.InternalError</c>), or when the host
    /// fails (<c>Server.*</c>).
    /// </summary>
    /// <param name="stateReasonCode">The code of StateReason afterwards, e.g. <c>Client.InternalError</c>.</param>
    /// <param name="message">The message of StateReason; by default the code and <c>: Client error on launch</c> or the like.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder FallsBackOnStart(string stateReasonCode = "Client.InternalError", string? message = null) =>
        With(_spec with
        {
            FallBack = message is null
                ? StateReason.Of(stateReasonCode, $"{stateReasonCode.Split('.')[0]} error on launch")
                : new(stateReasonCode, message),
        });

    /// <summary>Makes the status checks of the instance fail while it runs: DescribeInstanceStatus shows <c>impaired</c>.</summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder FailsStatusChecks() => With(_spec with { IsImpaired = true });

    /// <summary>Makes ordinary stops never end; a call with <c>Force</c> or <c>SkipOsShutdown</c> frees the instance.</summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder StuckStopping() => With(_spec with { StuckStopping = true });
}
