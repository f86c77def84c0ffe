using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the report of one target as the library's JSON does, without its request.</summary>
internal static class ReportWriter
{
    /// <summary>Writes the properties of a report, and some of its instances.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="report">The report.</param>
    /// <param name="instances">The instances to write.</param>
    /// <param name="brief">True to leave out the details of instances.</param>
    public static void Write(Utf8JsonWriter writer, PowerReport report, IEnumerable<InstanceOutcome> instances, bool brief)
    {
        writer.WriteString("action", EnumText.Of(report.Action));
        writer.WriteString("selector", brief ? Shortened(report.Selector) : report.Selector);
        writer.WriteBoolean("dryRun", report.DryRun);
        writer.WriteIfAny("region", report.Region);
        writer.WriteIfAny("accountId", report.AccountId);
        writer.WriteString("startedAt", report.StartedAt.UtcDateTime);
        writer.WriteString("finishedAt", report.FinishedAt.UtcDateTime);
        WriteFigures(writer, report);
        WriteInstances(writer, instances, brief);
    }

    /// <summary>Writes the counts of a report, and why it ended early.</summary>
    public static void WriteFigures(Utf8JsonWriter writer, PowerReport report)
    {
        writer.WriteNumber("calls", report.Calls);
        writer.WriteNumber("omittedCount", report.OmittedCount);
        CountsWriter.Write(writer, report.Counts);
        if (report.EarlyEnd is { } end)
        {
            writer.WriteStartObject("earlyEnd");
            writer.WriteString("code", end.Code);
            writer.WriteString("message", end.Message);
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes instances.</summary>
    public static void WriteInstances(Utf8JsonWriter writer, IEnumerable<InstanceOutcome> instances, bool brief)
    {
        writer.WriteStartArray("instances");
        foreach (var instance in instances)
        {
            if (brief)
            {
                InstanceWriter.WriteBriefly(writer, instance);
            }
            else
            {
                InstanceWriter.Write(writer, instance);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Shortens a text that may be as long as a selector.</summary>
    public static string Shortened(string text) => text.Length <= 1000 ? text : $"{text[..1000]}...";
}
