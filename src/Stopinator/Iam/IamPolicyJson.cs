using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stopinator.Iam;

/// <summary>Writes a policy as JSON, in the order of the AWS documentation.</summary>
internal static class IamPolicyJson
{
    public static string Write(IamPolicy policy, bool indented)
    {
        using var bytes = new MemoryStream();

        // A policy is not HTML: '+' and '&' need no escape.
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();

            // This version has policy variables, which stand for '*', '?' and '$'.
            json.WriteString("Version", "2012-10-17");
            json.WriteStartArray("Statement");
            foreach (var statement in policy.Statements)
            {
                Write(json, statement);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, IamStatement statement)
    {
        json.WriteStartObject();
        json.WriteString("Sid", statement.Sid);
        json.WriteString("Effect", "Allow");
        if (statement.Principal is { } principal)
        {
            json.WriteStartObject("Principal");
            json.WriteString(principal.StartsWith("arn:", StringComparison.Ordinal) ? "AWS" : "Service", principal);
            json.WriteEndObject();
        }

        Write(json, "Action", statement.Actions);
        if (!statement.Resources.IsEmpty)
        {
            Write(json, "Resource", statement.Resources);
        }

        if (!statement.Conditions.IsEmpty)
        {
            Write(json, statement.Conditions);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<IamCondition> conditions)
    {
        json.WriteStartObject("Condition");
        foreach (var byOperator in conditions.GroupBy(condition => condition.Operator, StringComparer.Ordinal))
        {
            json.WriteStartObject(byOperator.Key);
            foreach (var condition in byOperator)
            {
                Write(json, condition.Key, condition.Values);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // A single value is written without a list, as people write it.
    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values is [var only])
        {
            json.WriteString(name, only);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
