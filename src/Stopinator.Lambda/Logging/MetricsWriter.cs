using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
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
    private const string Count = "Count";

    /// <summary>Writes the metrics of a run, with the dimensions of the function and the action.</summary>
    public static void Write(Utf8JsonWriter writer, RunRecord run, string? functionName)
    {
        var (action, counts) = run.Result switch
        {
            RunResult one => (one.Report.Action, one.Report.Counts),
            TargetsResult many when TargetsFeature.IsSupported => (many.Request.Action, many.Report.Counts),
            _ => throw new ArgumentOutOfRangeException(nameof(run), run.Result, "A result of no kind."),
        };
        List<(string Name, long Value, string Unit)> metrics =
        [
            // Writes every outcome each time, because an alarm on a missing metric sees nothing.
            .. Outcomes.Select(outcome => (outcome.ToString(), (long)counts.GetValueOrDefault(outcome), Count)),
            (Duration, (long)run.Duration.TotalMilliseconds, "Milliseconds"),
        ];
        if (TargetsFeature.IsSupported && run.Result is TargetsResult targets)
        {
            metrics.Add((FailedTargets, targets.FailedTargets.Count(), Count));
            metrics.Add((LeftTargets, targets.LeftTargets, Count));
        }

        Write(writer, run.StartedAt, [.. Named(functionName), (Action, EnumText.Of(action))], metrics);
    }

    /// <summary>Writes the metric of a target that failed, with the name of the target as a further dimension.</summary>
    public static void WriteFailedTarget(Utf8JsonWriter writer, RunRecord run, TargetReport target, string? functionName) => Write(
        writer,
        run.StartedAt,
        [.. Named(functionName), (Action, EnumText.Of(target.Asked.Request.Action)), (Target, target.Name)],
        [(FailedTargets, 1, Count)]);

    private static (string Name, string Value)[] Named(string? functionName) =>
        functionName is null ? [] : [(FunctionName, functionName)];

    private static void Write(
        Utf8JsonWriter writer,
        DateTimeOffset at,
        (string Name, string Value)[] dimensions,
        List<(string Name, long Value, string Unit)> metrics)
    {
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", Namespace);
        writer.WriteStartArray("Dimensions");
        writer.WriteStartArray();
        foreach (var (name, _) in dimensions)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteStartArray("Metrics");
        foreach (var (name, _, unit) in metrics)
        {
            WriteMetric(writer, name, unit);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        foreach (var (name, value) in dimensions)
        {
            writer.WriteString(name, value);
        }

        foreach (var (name, value, _) in metrics)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteMetric(Utf8JsonWriter writer, string name, string unit)
    {
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Unit", unit);
        writer.WriteEndObject();
    }
}
