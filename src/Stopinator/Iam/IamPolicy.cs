using System.Collections.Immutable;
using Stopinator.Iam;

namespace Stopinator;

/// <summary>A policy of AWS Identity and Access Management that allows what Stopinator needs and nothing else.</summary>
/// <remarks>
/// <see cref="For"/> allows what a role may do to instances. The other methods make the policies around it: the trust of a role
/// (<c>Trust</c>), the permissions of a schedule, and the permissions of a hub of many accounts.
/// </remarks>
/// <threadsafety>Immutable; safe for use by several threads.</threadsafety>
public sealed class IamPolicy
{
    internal IamPolicy(ImmutableArray<IamStatement> statements, params ImmutableArray<string> notes) =>
        (Statements, Notes) = (statements, notes);

    /// <summary>The statements, in the order of the JSON.</summary>
    public ImmutableArray<IamStatement> Statements { get; }

    /// <summary>
    /// Sentences on the differences between the policy and the selector: the parts that were left out, what holds in their place, and where
    /// IAM compares differently from EC2. Read them before the policy is put in force.
    /// </summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>
    /// Creates the policy of a role that describes instances and performs the given actions on the instances of a selector.
    /// </summary>
    /// <remarks>
    /// Tags become conditions, alternatives become statements, ids become ARNs. Describes have a statement of their own, because EC2
    /// accepts only <c>*</c> as its resource. A state, such as <c>instance-state-name=running</c>, is left out and noted, because a role
    /// that may change the state is not bounded by the state. Any other part that IAM cannot express is refused, or widened to
    /// <see cref="IamPolicyOptions.Scope"/>.
    /// </remarks>
    /// <param name="selector">The instances. The selector and the scope together have to bound them by tag or id.</param>
    /// <param name="actions">
    /// The actions of the role; a reconcile starts and stops. Empty for a role that only describes, as a plan does.
    /// </param>
    /// <param name="options">The place of the instances, and the limits of widening the policy; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The policy cannot express the selector, would allow every instance or none, or is longer than the 10,240 characters of an inline
    /// policy; or an option is malformed. The message names the part, the rule and the way out.
    /// </exception>
    /// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"/>
    public static IamPolicy For(InstanceSelector selector, IEnumerable<PowerAction> actions, IamPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(actions);
        return InstancePolicy.Of(selector, [.. actions], options ?? new IamPolicyOptions());
    }

    /// <summary>
    /// Creates the policy of the role of an EventBridge Scheduler schedule: call one function, and keep events that could not be delivered.
    /// </summary>
    /// <param name="functionArn">
    /// The ARN that the schedule calls, of a function or of an alias, e.g.
    /// <c>arn:aws:lambda:eu-west-1:111122223333:function:night-stop:live</c>.
    /// </param>
    /// <param name="deadLetterQueueArn">
    /// The queue for events that did not arrive, e.g. <c>arn:aws:sqs:eu-west-1:111122223333:undelivered</c>.
    /// </param>
    /// <exception cref="ArgumentException">An ARN has another form.</exception>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html"/>
    public static IamPolicy ForScheduler(string functionArn, string deadLetterQueueArn) => new(
    [
        new("InvokeFunction", "lambda:InvokeFunction") { Resources = [IamNames.Function(functionArn)] },
        new("KeepUndelivered", "sqs:SendMessage") { Resources = [IamNames.Queue(deadLetterQueueArn)] },
    ]);

    /// <summary>Creates the policy of a role that reads schedules from Parameter Store and S3.</summary>
    /// <param name="locations">
    /// The locations of the schedules: <c>ssm:/name</c> for a parameter, <c>ssm:/path/</c> for all parameters under a path,
    /// <c>s3://bucket/key</c>. The last part may be <c>*.ics</c>, for the calendars beside a catalog.
    /// </param>
    /// <param name="options">
    /// The region and the account of the parameters, and the partition; null for the defaults. The other options are not used.
    /// </param>
    /// <remarks>A parameter or an object encrypted by a customer managed key also needs <c>kms:Decrypt</c> on the key.</remarks>
    /// <exception cref="ArgumentException">There is no location, one is malformed, or they take more than 10,240 characters.</exception>
    /// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html"/>
    public static IamPolicy ForSchedules(IEnumerable<string> locations, IamPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(locations);
        return SchedulesPolicy.Of([.. locations], options ?? new IamPolicyOptions());
    }

    /// <summary>Creates the policy of the role of a hub that works in other accounts: assume the named roles and no other.</summary>
    /// <param name="spokeRoleArns">
    /// The roles, as in <see cref="PowerTarget.RoleArn"/>. Wildcards are not accepted; each role is named.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No role is given, an ARN is not that of a role, or the roles take more than 10,240 characters.
    /// </exception>
    public static IamPolicy ForHub(params IEnumerable<string> spokeRoleArns)
    {
        ArgumentNullException.ThrowIfNull(spokeRoleArns);
        ImmutableArray<string> roles =
            [.. spokeRoleArns.Select(role => IamNames.Role(role, nameof(spokeRoleArns))).Distinct(StringComparer.Ordinal)];
        return roles.IsEmpty
            ? throw new ArgumentException("There is no role to assume. Name the role of each spoke.", nameof(spokeRoleArns))
            : IamPolicySize.Checked(
                new([new("AssumeSpokes", "sts:AssumeRole") { Resources = roles }]), "Divide the spokes between several hubs.");
    }

    /// <summary>
    /// Creates the policy of the role of a hub that works in every account in which a role of one name exists, as a StackSet makes it:
    /// assume the role of this name, in any account, and no other role.
    /// </summary>
    /// <param name="spokeRoleName">The name of the role, with its path if it has one, as in <see cref="TargetAccount.RoleName"/>.</param>
    /// <param name="organizationId">
    /// The organization whose accounts may be entered, e.g. <c>o-a1b2c3d4e5</c>. Default: none; the trust policy of each role then is the
    /// only bound.
    /// </param>
    /// <param name="partition">The partition. Default: <c>aws</c>.</param>
    /// <exception cref="ArgumentException">A value has another form. No wildcard is accepted.</exception>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"/>
    public static IamPolicy ForHubOfRole(string spokeRoleName, string? organizationId = null, string partition = "aws") => new(
    [
        new("AssumeSpokes", "sts:AssumeRole")
        {
            Resources = [$"arn:{IamNames.Partition(partition)}:iam::*:role/{IamNames.RoleName(spokeRoleName)}"],
            Conditions = organizationId is null
                ? []
                : [new IamCondition("StringEquals", "aws:ResourceOrgID", IamNames.Organization(organizationId))],
        },
    ]);

    /// <summary>Creates the trust policy of a role that Lambda functions run with.</summary>
    public static IamPolicy TrustLambda() => Trust("lambda.amazonaws.com");

    /// <summary>Creates the trust policy of a role that EventBridge Scheduler delivers with, for the schedules of one account.</summary>
    /// <param name="account">
    /// The account of the schedules, 12 digits. Schedules of another account cannot use the role through the service.
    /// </param>
    /// <exception cref="ArgumentException">The account is not 12 digits.</exception>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html"/>
    public static IamPolicy TrustScheduler(string account) =>
        Trust("scheduler.amazonaws.com", new IamCondition("StringEquals", "aws:SourceAccount", IamNames.Account(account)));

    /// <summary>Creates the trust policy of the role that a hub assumes in a spoke.</summary>
    /// <param name="hubRoleArn">The role of the hub.</param>
    /// <param name="externalId">
    /// The external id that the hub has to give, as in <see cref="PowerTarget.ExternalId"/>. Default: none.
    /// </param>
    /// <exception cref="ArgumentException">The role is not the ARN of a role, or STS does not accept the external id.</exception>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"/>
    public static IamPolicy TrustHub(string hubRoleArn, string? externalId = null) =>
        Trust(
            IamNames.Role(hubRoleArn),
            externalId is null ? [] : [new IamCondition("StringEquals", "sts:ExternalId", IamNames.ExternalId(externalId))]);

    /// <summary>Returns the policy as indented JSON, always the same text for the same policy.</summary>
    public string ToJson() => IamPolicyJson.Write(this, indented: true);

    /// <summary>Returns the policy as JSON.</summary>
    public override string ToString() => ToJson();

    private static IamPolicy Trust(string principal, params ImmutableArray<IamCondition> conditions) =>
        new([new("Assume", "sts:AssumeRole") { Principal = principal, Conditions = conditions }]);
}
