using System.Buffers;
using System.Text.Json;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Reporting;

/// <summary>
/// Writes the report of a run within a size: the library's JSON with a summary and the remaining command. When the report is too large, the
/// details of the instances are left out first, and then the instances, successful ones before the others. The counts stay exact.
/// </summary>
internal static class AnswerWriter
{
    // The size of everything around the instances of a shortened report, in bytes.
    private const int Envelope = 256;

    /// <summary>Writes the answer; null when not even the remaining command fits.</summary>
    public static byte[]? Write(CommandResult result, int maxBytes) => result switch
    {
        RunResult one => Write(one, maxBytes),
        TargetsResult many when TargetsFeature.IsSupported => TargetsAnswerWriter.Write(many, maxBytes),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "A result of no kind."),
    };

    private static byte[]? Write(RunResult result, int maxBytes)
    {
        var report = result.Report;
        var whole = Write(result, result.Remaining, report.Instances, brief: false, omitted: 0);
        if (whole.Length <= maxBytes)
        {
            return whole;
        }

        foreach (var remaining in Remainders(result))
        {
            var frame = Write(result, remaining, [], brief: true, omitted: report.Instances.Length).Length + Envelope;
            if (frame <= maxBytes)
            {
                var kept = Fitting(report, maxBytes - frame);
                return Write(result, remaining, kept, brief: true, omitted: report.Instances.Length - kept.Count);
            }
        }

        return null;
    }

    // A run works from the states it finds, so the original selection also selects the remainder. The exception is a reboot, which would be
    // repeated.
    private static IEnumerable<FunctionCommand?> Remainders(RunResult result)
    {
        yield return result.Remaining;
        if (result.Remaining is { } remaining && result.Report.Action != PowerAction.Reboot)
        {
            yield return remaining with { Selector = result.Report.Request.Selector };
        }
    }

    private static List<InstanceOutcome> Fitting(PowerReport report, int maxBytes)
    {
        var kept = new List<InstanceOutcome>();
        foreach (var instance in report.Instances.OrderBy(instance => instance.IsSuccess))
        {
            var buffer = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
            {
                InstanceWriter.WriteBriefly(writer, instance);
            }

            maxBytes -= buffer.WrittenCount + 1;
            if (maxBytes < 0)
            {
                break;
            }

            kept.Add(instance);
        }

        return kept;
    }

    private static byte[] Write(
        RunResult result, FunctionCommand? remaining, IReadOnlyCollection<InstanceOutcome> instances, bool brief, int omitted)
    {
        var report = result.Report;
        return Json.ObjectOf(writer =>
        {
            writer.WriteString("summary", result.Summary);
            writer.WriteIfAny("target", result.Target);
            ReportWriter.Write(writer, report, instances, brief);
            if (!brief && result.UnknownSchedules is not null)
            {
                UnknownSchedulesWriter.Write(writer, result.UnknownSchedules);
            }

            if (!brief && result.NotReversible.Length > 0)
            {
                InstanceWriter.WriteNotReversible(writer, result.NotReversible);
            }

            CatalogProblemsWriter.Write(writer, result.CatalogProblems);
            writer.WriteBoolean("isSuccess", report.IsSuccess);
            if (brief)
            {
                // Tells that the report is shortened: without details, and with fewer instances.
                writer.WriteBoolean("shortened", value: true);
                writer.WriteNumber("omittedInstances", omitted);
            }

            if (remaining is not null)
            {
                writer.WritePropertyName("remaining");
                CommandWriter.Write(writer, remaining);
            }
        });
    }
}
