using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the result of a run at many targets, target by target.</summary>
internal static class TargetsWriter
{
    private const int LongestText = 1000;

    /// <summary>Writes what the answer and the log say of all targets together.</summary>
    public static void WriteFigures(Utf8JsonWriter writer, TargetsResult result)
    {
        writer.WriteString("summary", result.Summary);
        writer.WriteString("action", EnumText.Of(result.Request.Action));
        writer.WriteString("selector", ReportWriter.Shortened(result.Request.Selector.ToString()));
        writer.WriteBoolean("dryRun", result.Request.DryRun);
        writer.WriteNumber("calls", result.Calls);
        writer.WriteNumber("omittedCount", result.OmittedCount);
        CountsWriter.Write(writer, result.Report.Counts);
        writer.WriteNumber("targetCount", result.Report.Targets.Length);
        writer.WriteNumber("failedTargets", result.FailedTargets.Count());
        writer.WriteNumber("leftTargets", result.LeftTargets);
    }

    /// <summary>Writes one target, with its report or its failure.</summary>
    public static void Write(Utf8JsonWriter writer, TargetReport target, TargetDetail detail)
    {
        writer.WriteStartObject();
        writer.WriteString("name", target.Name);
        writer.WriteString("region", target.Region);
        writer.WriteIfAny("roleArn", detail == TargetDetail.Whole ? target.RoleArn : null);
        writer.WriteBoolean("isSuccess", target.IsSuccess);
        if (target.Report is { } report)
        {
            writer.WriteStartObject("report");
            Write(writer, report, detail);
            writer.WriteEndObject();
        }

        WriteFailure(writer, target, withMessage: detail != TargetDetail.Counts);
        writer.WriteEndObject();
    }

    /// <summary>Writes the failure of a target, as far as there is one.</summary>
    public static void WriteFailure(Utf8JsonWriter writer, TargetReport target, bool withMessage = true)
    {
        writer.WriteIfAny("errorCode", target.ErrorCode);
        if (withMessage && target.ErrorMessage is { } message)
        {
            writer.WriteString("errorMessage", ErrorText.Clean(message, LongestText));
            writer.WriteIfAny("cure", target.Cure);
        }
    }

    private static void Write(Utf8JsonWriter writer, PowerReport report, TargetDetail detail)
    {
        switch (detail)
        {
            case TargetDetail.Whole:
                ReportWriter.Write(writer, report, report.Instances, brief: false);
                break;
            case TargetDetail.Instances:
                ReportWriter.WriteFigures(writer, report);
                ReportWriter.WriteInstances(writer, report.Instances, brief: true);
                writer.WriteBoolean("shortened", value: true);
                break;
            default:
                ReportWriter.WriteFigures(writer, report);
                writer.WriteBoolean("shortened", value: true);
                break;
        }
    }
}

/// <summary>The detail with which a target is written, from all to the least.</summary>
internal enum TargetDetail
{
    /// <summary>Every instance with every property.</summary>
    Whole,

    /// <summary>Every instance with its id and its outcome.</summary>
    Instances,

    /// <summary>The counts of outcomes, and the code of a failure.</summary>
    Counts,
}
