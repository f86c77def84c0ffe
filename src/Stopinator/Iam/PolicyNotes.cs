using System.Collections.Immutable;
using Stopinator.Diagnostics;

namespace Stopinator.Iam;

/// <summary>Lists the differences between a policy and its selector.</summary>
internal static class PolicyNotes
{
    public static IEnumerable<string> Of(ImmutableArray<InstanceBound> bounds, IamPolicyOptions options)
    {
        foreach (var part in bounds.SelectMany(bound => bound.Unsupported).Distinct())
        {
            yield return part.BoundsNothing
                ? $"Not in the policy: {ErrorText.Quote(part.Part)}. {part.Rule} It allows every state."
                : $"Not in the policy: {ErrorText.Quote(part.Part)}. {part.Rule} It allows what is left of the selector, within the "
                    + $"scope {ErrorText.Quote(options.Scope!.ToString())}.";
        }

        if (!bounds.All(bound => bound.IsBounded))
        {
            yield return "The policy allows switching every instance of "
                + $"{(options.Account == "*" ? "the account" : $"the account {options.Account}")} in "
                + $"{(options.Region == "*" ? "every region" : options.Region)}.";
        }

        var conditions = bounds.SelectMany(bound => bound.Conditions).ToArray();
        if (conditions.Length > 0)
        {
            var keys = string.Join(
                ", ",
                conditions.Select(condition => ErrorText.Quote(condition.Key[TagCondition.KeyPrefix.Length..]))
                    .Distinct(StringComparer.Ordinal));
            yield return "IAM ignores upper and lower case in tag keys; EC2 and selectors do not. Instances whose tag key differs only in "
                + $"case from {keys} are allowed, too, though never selected. On an instance that carries both, the condition may hold or "
                + "not. Make sure that the keys are written in one way.";
        }

        if (Array.Exists(conditions, condition => condition.Operator == "Null" || condition.Values.Contains("", StringComparer.Ordinal)))
        {
            yield return "AWS does not document whether IAM counts a tag with an empty value as a tag. Give the tags of this policy a "
                + "value.";
        }
    }
}
