using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stopinator.Tests.Iam;

/// <summary>
/// Evaluates a policy as IAM does, written from AWS's documentation and not from the generator. It knows what policies on instances take,
/// and fails on everything else.
/// </summary>
internal static class IamEvaluator
{
    public static bool Allows(string policy, string action, string resource, IReadOnlyDictionary<string, string> resourceTags)
    {
        using var document = JsonDocument.Parse(policy);
        Assert.Equal("2012-10-17", document.RootElement.GetProperty("Version").GetString());
        return document.RootElement.GetProperty("Statement").EnumerateArray().Any(
            statement => Applies(statement, action, resource, resourceTags));
    }

    private static bool Applies(JsonElement statement, string action, string resource, IReadOnlyDictionary<string, string> resourceTags)
    {
        Assert.All(
            statement.EnumerateObject(),
            property => Assert.Contains(property.Name, new[] { "Sid", "Effect", "Action", "Resource", "Condition" }));
        Assert.Equal("Allow", statement.GetProperty("Effect").GetString());
        return Texts(statement.GetProperty("Action")).Contains(action)
            && Texts(statement.GetProperty("Resource")).Any(arn => FitsArn(arn, resource))
            && (!statement.TryGetProperty("Condition", out var conditions)
                || conditions.EnumerateObject().All(byOperator => byOperator.Value.EnumerateObject().All(key => Holds(byOperator.Name, key, resourceTags))));
    }

    private static bool Holds(string conditionOperator, JsonProperty condition, IReadOnlyDictionary<string, string> resourceTags)
    {
        // Context key names are not case-sensitive. What IAM does where two of them fit is not documented; no test asks.
        var value = resourceTags.SingleOrDefault(tag => $"aws:ResourceTag/{tag.Key}".Equals(condition.Name, StringComparison.OrdinalIgnoreCase)).Value;
        return conditionOperator switch
        {
            "Null" => Texts(condition.Value).Any(isNull => bool.Parse(isNull) == value is null),
            "StringEquals" => value is not null && Texts(condition.Value).Any(text => Resolved(text, wildcards: false).IsMatch(value)),
            "StringLike" => value is not null && Texts(condition.Value).Any(text => Resolved(text, wildcards: true).IsMatch(value)),
            _ => throw new InvalidOperationException($"{conditionOperator} is not for instances."),
        };
    }

    // Each of the six components by itself.
    private static bool FitsArn(string pattern, string arn) =>
        pattern == "*"
            || pattern.Split(':', 6).Zip(arn.Split(':', 6)).All(pair => Resolved(pair.First, wildcards: true).IsMatch(pair.Second));

    private static Regex Resolved(string text, bool wildcards)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("${"))
            {
                Assert.Contains(text.Substring(i, 4), new[] { "${*}", "${?}", "${$}" });
                expression.Append(Regex.Escape(text[i + 2].ToString()));
                i += 3;
            }
            else
            {
                expression.Append(
                    (wildcards, text[i]) switch { (true, '*') => ".*", (true, '?') => ".", _ => Regex.Escape(text[i].ToString()) });
            }
        }

        return new Regex(
            expression.Append("\\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => item.GetString()!)] : [element.GetString()!];
}
