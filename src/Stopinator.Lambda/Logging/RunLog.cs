using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes one line of JSON for each run. The line also carries the run's metrics.</summary>
internal sealed class RunLog(LogLine line, FunctionSettings settings, string? functionName)
{
    // CloudWatch keeps 256 KB of a line, and reads no metrics from a line that it has cut.
    private const int LongestText = 1000;

    private readonly TargetLog _targets = new(settings, functionName);

    public void Write(RunRecord run)
    {
        var level = run.Error is not null ? "error"
            : run.Result is { IsSuccess: false } or { CatalogProblems.Count: > 0 } ? "warning"
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
        foreach (var target in TargetsOf(run))
        {
            line.Write(writer => _targets.Write(writer, run, target));
        }
    }

    // A target with a success has a line of its own at the level debug only.
    private IEnumerable<TargetReport> TargetsOf(RunRecord run) =>
        TargetsFeature.IsSupported && run.Result is TargetsResult { Report.Targets: var targets }
        ? targets.Where(target => settings.LogLevel == FunctionLogLevel.Debug || !target.IsSuccess)
        : [];

    private void Write(Utf8JsonWriter writer, RunRecord run, string level)
    {
        writer.WriteString("time", run.StartedAt.UtcDateTime);
        writer.WriteString("level", level);
        writer.WriteString("event", "run");
        Write(writer, "requestId", run.RequestId);
        Write(writer, "target", (run.Result as RunResult)?.Target ?? run.Target);
        Write(writer, "trigger", run.Kind is { } kind ? EnumText.Of(kind) : null);
        Write(writer, "caller", run.Caller);
        Write(writer, "executionId", run.Command?.ExecutionId ?? run.MessageId);
        if (run.Command?.ScheduledTime is { } scheduled)
        {
            writer.WriteString("scheduledTime", scheduled.UtcDateTime);
        }

        writer.WriteBoolean("coldStart", run.ColdStart);
        writer.WriteNumber("durationMs", (long)run.Duration.TotalMilliseconds);
        if (run.Result is { } result)
        {
            WriteResult(writer, result);
            CatalogProblemsWriter.Write(writer, result.CatalogProblems);
        }

        if (run.Error is { } error)
        {
            writer.WriteString("errorType", error.GetType().Name);
        }

        writer.WriteString("message", ErrorText.Clean(run.Error?.Message ?? run.Result?.Summary ?? run.Idle, LongestText));
        if (settings.Metrics && run.Result is not null)
        {
            MetricsWriter.Write(writer, run, functionName);
        }
    }

    private static void WriteResult(Utf8JsonWriter writer, CommandResult result)
    {
        switch (result)
        {
            case RunResult one:
                WriteReport(writer, one.Report);
                break;
            case TargetsResult many when TargetsFeature.IsSupported:
                TargetsWriter.WriteFigures(writer, many);
                writer.WriteBoolean("success", many.IsSuccess);
                break;
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
        CountsWriter.Write(writer, report.Counts);
        Write(writer, "earlyEnd", report.EarlyEnd?.Code);
        FailuresWriter.Write(writer, report);
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, ErrorText.Clean(value, LongestText));
        }
    }
}
