using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
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
    private const string Target = "Target";
    private const string FailedTargets = "FailedTargets";
    private const string LeftTargets = "LeftTargets";

    /// <summary>Writes the metrics of a run, with the dimensions of the function and the action.</summary>
    public static void Write(Utf8JsonWriter writer, RunRecord run, string? functionName)
    {
        var targets = TargetsFeature.IsSupported ? run.Result as TargetsResult : null;
        var (action, counts) = targets is not null
            ? (targets.Request.Action, targets.Report.Counts)
            : (((RunResult)run.Result!).Report.Action, ((RunResult)run.Result).Report.Counts);
        string[] ofTargets = targets is null ? [] : [FailedTargets, LeftTargets];
        WriteHead(writer, run.StartedAt, functionName is null ? [Action] : [FunctionName, Action], [.. Names, .. ofTargets]);
        WriteDimensions(writer, functionName, action);

        // Writes every outcome each time, because an alarm on a missing metric sees nothing.
        foreach (var outcome in Outcomes)
        {
            writer.WriteNumber(outcome.ToString(), counts.GetValueOrDefault(outcome));
        }

        writer.WriteNumber(Duration, (long)run.Duration.TotalMilliseconds);
        if (targets is not null)
        {
            writer.WriteNumber(FailedTargets, targets.FailedTargets.Count());
            writer.WriteNumber(LeftTargets, targets.LeftTargets);
        }
    }

    /// <summary>Writes the metric of a target that failed, with the name of the target as a further dimension.</summary>
    public static void WriteFailedTarget(Utf8JsonWriter writer, RunRecord run, TargetReport target, string? functionName)
    {
        WriteHead(writer, run.StartedAt, functionName is null ? [Action, Target] : [FunctionName, Action, Target], [FailedTargets]);
        WriteDimensions(writer, functionName, target.Asked.Request.Action);
        writer.WriteString(Target, target.Name);
        writer.WriteNumber(FailedTargets, 1);
    }

    private static string[] Names => [.. Outcomes.Select(outcome => outcome.ToString()), Duration];

    private static void WriteDimensions(Utf8JsonWriter writer, string? functionName, PowerAction action)
    {
        writer.WriteIfAny(FunctionName, functionName);
        writer.WriteString(Action, EnumText.Of(action));
    }

    private static void WriteHead(Utf8JsonWriter writer, DateTimeOffset at, string[] dimensions, string[] metrics)
    {
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", Namespace);
        writer.WriteStartArray("Dimensions");
        writer.WriteStartArray();
        foreach (var dimension in dimensions)
        {
            writer.WriteStringValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteStartArray("Metrics");
        foreach (var metric in metrics)
        {
            WriteMetric(writer, metric, metric == Duration ? "Milliseconds" : "Count");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter writer, string name, string unit)
    {
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Unit", unit);
        writer.WriteEndObject();
    }
}
