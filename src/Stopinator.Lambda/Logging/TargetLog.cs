using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes the line of a target of a run over many targets.</summary>
internal sealed class TargetLog(FunctionSettings settings, string? functionName)
{
    private const int LongestText = 1000;

    public void Write(Utf8JsonWriter writer, RunRecord run, TargetReport target)
    {
        writer.WriteString("time", run.StartedAt.UtcDateTime);
        writer.WriteString("level", target.IsSuccess ? "debug" : target.HasFailed() ? "error" : "warning");
        writer.WriteString("event", "target");
        writer.WriteIfAny("requestId", run.RequestId);
        writer.WriteString("target", target.Name);
        writer.WriteString("action", EnumText.Of(target.Asked.Request.Action));
        writer.WriteBoolean("success", target.IsSuccess);
        if (target.Report is { } report)
        {
            writer.WriteNumber("calls", report.Calls);
            CountsWriter.Write(writer, report.Counts);
            FailuresWriter.Write(writer, report);
        }

        TargetsWriter.WriteFailure(writer, target);
        writer.WriteString("message", ErrorText.Clean(target.ToString(), LongestText));
        if (settings.Metrics && target.HasFailed())
        {
            MetricsWriter.WriteFailedTarget(writer, run, target, functionName);
        }
    }
}
