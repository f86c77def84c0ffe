using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes one line of JSON for each run. The line also carries the run's metrics.</summary>
internal sealed class RunLog(LogLine line, FunctionSettings settings, string? functionName)
{
    /// <summary>
    /// The number of failed instances in the line. The report lists all of them, and the debug level writes a line for each.
    /// </summary>
    private const int MaxFailures = 10;

    // CloudWatch keeps 256 KB of a line, and reads no metrics from a line that it has cut.
    private const int LongestText = 1000;

    public void Write(RunRecord run)
    {
        var level = run.Error is not null ? "error"
            : run.Result is { Report.IsSuccess: false } or { CatalogProblems.Count: > 0 } ? "warning"
            : "information";
        if (settings.LogLevel == FunctionLogLevel.None || (settings.LogLevel == FunctionLogLevel.Warning && level == "information"))
        {
            // Metrics do not depend on the log level.
            if (settings.Metrics && run.Result is not null)
            {
                line.Write(writer => MetricsWriter.Write(writer, run, functionName));
            }

            return;
        }

        line.Write(writer => Write(writer, run, level));
    }

    private void Write(Utf8JsonWriter writer, RunRecord run, string level)
    {
        writer.WriteString("time", run.StartedAt.UtcDateTime);
        writer.WriteString("level", level);
        writer.WriteString("event", "run");
        Write(writer, "requestId", run.RequestId);
        Write(writer, "trigger", run.Kind is { } kind ? EnumText.Of(kind) : null);
        Write(writer, "caller", run.Caller is null ? null : ErrorText.Clean(run.Caller, LongestText));
        Write(writer, "executionId", run.Command?.ExecutionId ?? run.MessageId);
        if (run.Command?.ScheduledTime is { } scheduled)
        {
            writer.WriteString("scheduledTime", scheduled.UtcDateTime);
        }

        writer.WriteBoolean("coldStart", run.ColdStart);
        writer.WriteNumber("durationMs", (long)run.Duration.TotalMilliseconds);
        if (run.Result is { } result)
        {
            WriteReport(writer, result.Report);
            CatalogProblemsWriter.Write(writer, result.CatalogProblems);
        }

        if (run.Error is { } error)
        {
            writer.WriteString("errorType", error.GetType().Name);
        }

        writer.WriteString("message", ErrorText.Clean(run.Error?.Message ?? run.Result?.Report.ToString() ?? run.Idle, LongestText));
        if (settings.Metrics && run.Result is not null)
        {
            MetricsWriter.Write(writer, run, functionName);
        }
    }

    private static void WriteReport(Utf8JsonWriter writer, PowerReport report)
    {
        writer.WriteString("action", EnumText.Of(report.Action));
        writer.WriteString("selector", ErrorText.Clean(report.Selector, LongestText));
        writer.WriteBoolean("dryRun", report.DryRun);
        writer.WriteBoolean("success", report.IsSuccess);
        writer.WriteNumber("instances", report.Instances.Length);
        writer.WriteNumber("calls", report.Calls);
        CountsWriter.Write(writer, report);
        Write(writer, "earlyEnd", report.EarlyEnd?.Code);

        var failures = report.Instances.Where(instance => !instance.IsSuccess).Take(MaxFailures).ToArray();
        if (failures.Length > 0)
        {
            writer.WriteStartArray("failures");
            Array.ForEach(failures, failure => InstanceWriter.Write(writer, Bounded(failure)));
            writer.WriteEndArray();
        }
    }

    private static InstanceOutcome Bounded(InstanceOutcome failure) => failure with
    {
        Name = failure.Name is { } name ? ErrorText.Clean(name, LongestText) : null,
        Message = ErrorText.Clean(failure.Message, LongestText),
        StateReason = failure.StateReason is { } reason
            ? new Ec2StateReason(ErrorText.Clean(reason.Code, LongestText), ErrorText.Clean(reason.Message, LongestText))
            : null,
    };

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
