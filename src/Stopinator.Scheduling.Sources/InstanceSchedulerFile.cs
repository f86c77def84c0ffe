using System.Text.Json;
using Stopinator.Scheduling.Sources.Notations;

namespace Stopinator.Scheduling.Sources;

/// <summary>
/// Reads the schedules of AWS Instance Scheduler from JSON and YAML. YAML is a form of CloudFormation templates with resources of the type
/// <c>Custom::ServiceInstanceSchedule</c>. <see cref="InstanceSchedulerNotation"/> describes the forms.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/"/>
public static class InstanceSchedulerFile
{
    /// <summary>Reads schedules and the periods they name, as <see cref="InstanceSchedulerNotation.ParseCatalog"/> does.</summary>
    /// <param name="text">The document, JSON or YAML.</param>
    /// <param name="defaultTimeZone">The IANA name of the time zone of a schedule without a time zone. Default: UTC.</param>
    /// <param name="stackName">The stack of a template. Default: none.</param>
    /// <exception cref="ScheduleFormatException">
    /// The text is malformed; the message names the line of YAML, or the path, the position and the rule.
    /// </exception>
    public static ScheduleCatalog ParseCatalog(string text, string defaultTimeZone = "UTC", string? stackName = null) =>
        InstanceSchedulerNotation.ParseCatalog(ToJson(text), defaultTimeZone, stackName);

    /// <summary>Returns JSON as it is, and YAML as JSON, also the YAML in the answer of <c>aws cloudformation get-template</c>.</summary>
    internal static string ToJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart("\uFEFF \t\r\n") is not ['{' or '[', ..] ? YamlJson.Convert(text)
            : TemplateBodyOf(text) is { } template ? YamlJson.Convert(template)
            : text;
    }

    // The reader of JSON says what is wrong with it.
    private static string? TemplateBodyOf(string json)
    {
        try
        {
            using var answer = JsonDocument.Parse(json);
            return answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("TemplateBody", out var body)
                && body.ValueKind == JsonValueKind.String
                    ? body.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
