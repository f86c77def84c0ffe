using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator.Iam;

/// <summary>The forms of the names in policies. No form accepts a wildcard, so that a name means only itself.</summary>
internal static partial class IamNames
{
    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const string Aws = @"^arn:aws(-[a-z]+)*:";

    public static string Account(string account, [CallerArgumentExpression(nameof(account))] string? name = null) =>
        Checked(AccountForm(), account, "an account: those have 12 digits, e.g. 111122223333", name);

    public static string Region(string region, [CallerArgumentExpression(nameof(region))] string? name = null) =>
        Checked(RegionForm(), region, "a region, e.g. eu-west-1", name);

    public static string Partition(string partition, [CallerArgumentExpression(nameof(partition))] string? name = null) =>
        Checked(PartitionForm(), partition, "a partition: those are aws, aws-cn, aws-us-gov and others that begin with aws-", name);

    public static string Role(string roleArn, [CallerArgumentExpression(nameof(roleArn))] string? name = null) =>
        Checked(RoleForm(), roleArn, "the ARN of a role, e.g. arn:aws:iam::111122223333:role/stopinator-spoke", name);

    public static string RoleName(string roleName, [CallerArgumentExpression(nameof(roleName))] string? name = null) =>
        Checked(RoleNameForm(), roleName, "the name of a role, with its path if it has one, e.g. ops/stopinator-spoke", name);

    public static string Organization(string organizationId, [CallerArgumentExpression(nameof(organizationId))] string? name = null) =>
        Checked(OrganizationForm(), organizationId, "the id of an organization, e.g. o-a1b2c3d4e5", name);

    public static string KmsKey(string keyArn, [CallerArgumentExpression(nameof(keyArn))] string? name = null) =>
        Checked(
            KmsKeyForm(), keyArn,
            "the ARN of a KMS key, e.g. arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; that of an alias "
            + "gives no right to the key",
            name);

    public static string Function(string functionArn, [CallerArgumentExpression(nameof(functionArn))] string? name = null) =>
        Checked(
            FunctionForm(), functionArn, "the ARN of a Lambda function, e.g. arn:aws:lambda:eu-west-1:111122223333:function:night-stop",
            name);

    public static string Queue(string queueArn, [CallerArgumentExpression(nameof(queueArn))] string? name = null) =>
        Checked(QueueForm(), queueArn, "the ARN of an SQS standard queue, e.g. arn:aws:sqs:eu-west-1:111122223333:undelivered", name);

    public static string ExternalId(string externalId, [CallerArgumentExpression(nameof(externalId))] string? name = null) =>
        Checked(ExternalIdForm(), externalId, "an external id: those have 2 to 1,224 letters, digits and characters of _+=,.@:/-", name);

    private static string Checked(Regex form, string value, string what, string? name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return form.IsMatch(value) ? value : throw new ArgumentException($"{ErrorText.Quote(value)} is not {what}.", name);
    }

    [GeneratedRegex(@"^[0-9]{12}\z", Plain)]
    private static partial Regex AccountForm();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)+-[0-9]+\z", Plain)]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"^aws(-[a-z]+)*\z", Plain)]
    private static partial Regex PartitionForm();

    [GeneratedRegex(Aws + @"iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+\z", Plain)]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"^([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}\z", Plain)]
    private static partial Regex RoleNameForm();

    [GeneratedRegex(@"^o-[a-z0-9]{10,32}\z", Plain)]
    private static partial Regex OrganizationForm();

    [GeneratedRegex(Aws + @"kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+\z", Plain)]
    private static partial Regex KmsKeyForm();

    [GeneratedRegex(Aws + @"lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?\z", Plain)]
    private static partial Regex FunctionForm();

    [GeneratedRegex(Aws + @"sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+\z", Plain)]
    private static partial Regex QueueForm();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z", Plain)]
    private static partial Regex ExternalIdForm();
}
