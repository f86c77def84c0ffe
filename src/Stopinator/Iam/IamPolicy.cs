using System.Collections.Immutable;
using Stopinator.Iam;

namespace Stopinator;

/// <summary>A policy of AWS Identity and Access Management that allows what Stopinator needs and nothing else.</summary>
/// <remarks>
/// <see cref="For"/> is what a role may do to instances. The others are what stands around it: who may take on the role
/// (<c>Trust</c>), what a schedule and what the hub of many accounts may do.
/// </remarks>
/// <threadsafety>Immutable; safe for use by several threads.</threadsafety>
public sealed class IamPolicy
{
    internal IamPolicy(ImmutableArray<IamStatement> statements, params ImmutableArray<string> notes) => (Statements, Notes) = (statements, notes);

    /// <summary>The statements, in the order of the JSON.</summary>
    public ImmutableArray<IamStatement> Statements { get; }

    /// <summary>
    /// Sentences on where the policy and the selector differ: what was left out and what holds in its place, and how IAM compares otherwise
    /// than EC2. To be read by whoever puts the policy in force.
    /// </summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The policy of a role that describes instances and does these actions to those that a selector selects.</summary>
    /// <remarks>
    /// Tags become conditions, alternatives become statements, ids become ARNs. DescribeInstances stands on its own, because EC2 knows no
    /// narrower resource for it than everything. A state, such as <c>instance-state-name=running</c>, bounds nothing, since stopping and
    /// starting change it: it is left out and noted. What else IAM cannot say is refused, or widened to <see cref="IamPolicyOptions.Scope"/>.
    /// </remarks>
    /// <param name="selector">The instances. Together with the scope it has to bound them by tag or id.</param>
    /// <param name="actions">What the role does; a reconcile starts and stops. Empty: it describes only, as a dry run does.</param>
    /// <param name="options">Where, and how far it may be widened; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The policy cannot say the selector, would allow every instance, none, or takes more than the 10,240 characters of an inline policy; or an
    /// option is malformed. The message names the part, the rule and the way out.
    /// </exception>
    /// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"/>
    public static IamPolicy For(InstanceSelector selector, IEnumerable<PowerAction> actions, IamPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(actions);
        return InstancePolicy.Of(selector, [.. actions], options ?? new IamPolicyOptions());
    }

    /// <summary>What the role of an EventBridge Scheduler schedule may do: call one function, and keep what could not be delivered.</summary>
    /// <param name="functionArn">The function, e.g. <c>arn:aws:lambda:eu-west-1:111122223333:function:night-stop</c>.</param>
    /// <param name="deadLetterQueueArn">The queue for events that did not arrive, e.g. <c>arn:aws:sqs:eu-west-1:111122223333:undelivered</c>.</param>
    /// <exception cref="ArgumentException">One is not such an ARN.</exception>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html"/>
    public static IamPolicy ForScheduler(string functionArn, string deadLetterQueueArn) => new(
    [
        new("InvokeFunction", "lambda:InvokeFunction") { Resources = [IamNames.Function(functionArn)] },
        new("KeepUndelivered", "sqs:SendMessage") { Resources = [IamNames.Queue(deadLetterQueueArn)] },
    ]);

    /// <summary>What the role of a hub may do that works in other accounts: assume these roles, each of them named.</summary>
    /// <param name="spokeRoleArns">The roles, as in <see cref="PowerTarget.RoleArn"/>; without wildcards, each account by itself.</param>
    /// <exception cref="ArgumentException">There is none, one is not the ARN of a role, or they take more than 10,240 characters.</exception>
    public static IamPolicy ForHub(params IEnumerable<string> spokeRoleArns)
    {
        ArgumentNullException.ThrowIfNull(spokeRoleArns);
        ImmutableArray<string> roles = [.. spokeRoleArns.Select(role => IamNames.Role(role, nameof(spokeRoleArns))).Distinct(StringComparer.Ordinal)];
        return roles.IsEmpty
            ? throw new ArgumentException("There is no role to assume. Name the role of each spoke.", nameof(spokeRoleArns))
            : IamPolicySize.Checked(new([new("AssumeSpokes", "sts:AssumeRole") { Resources = roles }]), "Divide the spokes between several hubs.");
    }

    /// <summary>The trust policy of a role that Lambda functions run with.</summary>
    public static IamPolicy TrustLambda() => Trust("lambda.amazonaws.com");

    /// <summary>The trust policy of a role that EventBridge Scheduler delivers with, for the schedules of one account.</summary>
    /// <param name="account">The account of the schedules, 12 digits; that of another one cannot use the role through the service.</param>
    /// <exception cref="ArgumentException">The account is not 12 digits.</exception>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html"/>
    public static IamPolicy TrustScheduler(string account) =>
        Trust("scheduler.amazonaws.com", new IamCondition("StringEquals", "aws:SourceAccount", IamNames.Account(account)));

    /// <summary>The trust policy of the role that a hub assumes in a spoke.</summary>
    /// <param name="hubRoleArn">The role of the hub.</param>
    /// <param name="externalId">What the hub has to say besides, as in <see cref="PowerTarget.ExternalId"/>. Default: nothing.</param>
    /// <exception cref="ArgumentException">The role is not the ARN of one, or the external id is none that STS takes.</exception>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"/>
    public static IamPolicy TrustHub(string hubRoleArn, string? externalId = null) =>
        Trust(IamNames.Role(hubRoleArn), externalId is null ? [] : [new IamCondition("StringEquals", "sts:ExternalId", IamNames.ExternalId(externalId))]);

    /// <summary>The policy as JSON, indented, always the same for the same policy.</summary>
    public string ToJson() => IamPolicyJson.Write(this, indented: true);

    /// <summary>The JSON.</summary>
    public override string ToString() => ToJson();

    private static IamPolicy Trust(string principal, params ImmutableArray<IamCondition> conditions) =>
        new([new("Assume", "sts:AssumeRole") { Principal = principal, Conditions = conditions }]);
}
