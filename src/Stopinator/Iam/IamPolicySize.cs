using System.Globalization;

namespace Stopinator.Iam;

/// <summary>IAM's limits on the size of policies. IAM counts without white space, and the limits cannot be raised.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"/>
internal static class IamPolicySize
{
    /// <summary>The limit for all inline policies of a role together.</summary>
    private const int MaxInline = 10_240;

    private const int MaxManaged = 6_144;

    /// <summary>Returns the policy when it fits into a role, with a note when it does not fit into a managed policy.</summary>
    public static IamPolicy Checked(IamPolicy policy, string wayOut)
    {
        var size = IamPolicyJson.Write(policy, indented: false).Length;
        return size switch
        {
            > MaxInline => throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The policy takes {size:N0} characters without white space; IAM allows {MaxInline:N0} for all inline policies of a "
                    + $"role together. {wayOut}"),
                paramName: null),
            > MaxManaged => new(policy.Statements, policy.Notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The policy takes {size:N0} characters without white space: it fits as an inline policy of a role ({MaxInline:N0}), "
                    + $"not as a managed policy ({MaxManaged:N0})."))),
            _ => policy,
        };
    }
}
