using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Logging;

/// <summary>
/// Adds the metrics of a run to its line, in CloudWatch's Embedded Metric Format. CloudWatch reads the metrics from the log.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>
internal static class MetricsWriter
{
    private static readonly Outcome[] Outcomes =
    [
        Outcome.Reached, Outcome.Accepted, Outcome.AlreadyThere, Outcome.OnItsWay, Outcome.Skipped, Outcome.NotFound, Outcome.FellBack,
        Outcome.TimedOut, Outcome.NotReady, Outcome.Unknown, Outcome.Failed, Outcome.NotAttempted,
    ];

    private const string Namespace = "Stopinator";
    private const string Duration = "Duration";
    private const string FunctionName = "FunctionName";
    private const string Action = "Action";

    public static void Write(Utf8JsonWriter writer, RunRecord run, string? functionName)
    {
        var report = run.Result!.Report;
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", run.StartedAt.ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", Namespace);
        writer.WriteStartArray("Dimensions");
        writer.WriteStartArray();
        if (functionName is not null)
        {
            writer.WriteStringValue(FunctionName);
        }

        writer.WriteStringValue(Action);
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteStartArray("Metrics");
        foreach (var outcome in Outcomes)
        {
            WriteMetric(writer, outcome.ToString(), "Count");
        }

        WriteMetric(writer, Duration, "Milliseconds");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();

        if (functionName is not null)
        {
            writer.WriteString(FunctionName, functionName);
        }

        // Writes every outcome each time, because an alarm on a missing metric sees nothing.
        writer.WriteString(Action, EnumText.Of(report.Action));
        foreach (var outcome in Outcomes)
        {
            writer.WriteNumber(outcome.ToString(), report.Count(outcome));
        }

        writer.WriteNumber(Duration, (long)run.Duration.TotalMilliseconds);
    }

    private static void WriteMetric(Utf8JsonWriter writer, string name, string unit)
    {
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Unit", unit);
        writer.WriteEndObject();
    }
}
