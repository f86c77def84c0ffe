using System.Text.RegularExpressions;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>Evaluates a policy as IAM does, as far as the policies of this project go.</summary>
internal static class PolicyExtensions
{
    /// <summary>Returns the actions of all statements, in order.</summary>
    public static string[] Actions(this IamPolicy policy) =>
        [.. policy.Statements.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal)];

    /// <summary>Returns true when a statement allows a call.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="action">The action of the call.</param>
    /// <param name="resource">The ARN of the resource, or <c>*</c>.</param>
    /// <param name="context">The keys of the request, such as <c>aws:ResourceTag/Env</c>.</param>
    public static bool Allows(this IamPolicy policy, string action, string resource, params (string Key, string Value)[] context) =>
        policy.Statements.Any(statement => statement.Actions.Contains(action)
            && statement.Resources.Any(pattern => Matches(pattern, resource))
            && statement.Conditions.All(condition => context.Any(one =>
                condition.Operator == "StringEquals"
                && one.Key.Equals(condition.Key, StringComparison.OrdinalIgnoreCase)
                && condition.Values.Contains(one.Value))));

    // In a resource, an asterisk stands for any characters.
    private static bool Matches(string pattern, string resource) =>
        Regex.IsMatch(resource, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$");
}
