using System.Text.Json;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes how many instances came to each outcome, named as in the library's JSON of a report.</summary>
internal static class CountsWriter
{
    public static void Write(Utf8JsonWriter writer, PowerReport report)
    {
        writer.WriteStartObject("counts");
        foreach (var (outcome, count) in report.Counts)
        {
            writer.WriteNumber(Words.Of(outcome), count);
        }

        writer.WriteEndObject();
    }
}
