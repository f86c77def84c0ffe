using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Reporting;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes the failed instances of a report into a line.</summary>
internal static class FailuresWriter
{
    /// <summary>
    /// The number of failed instances in the line. The report lists all of them, and the debug level writes a line for each.
    /// </summary>
    private const int MaxFailures = 10;

    // CloudWatch keeps 256 KB of a line, and reads no metrics from a line that it has cut.
    private const int LongestText = 1000;

    public static void Write(Utf8JsonWriter writer, PowerReport report)
    {
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
}
