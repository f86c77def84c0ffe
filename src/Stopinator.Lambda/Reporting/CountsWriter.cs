using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the number of instances for each outcome, named as in the library's JSON of a report.</summary>
internal static class CountsWriter
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<Outcome, int> counts)
    {
        writer.WriteStartObject("counts");
        foreach (var (outcome, count) in counts)
        {
            writer.WriteNumber(EnumText.Of(outcome), count);
        }

        writer.WriteEndObject();
    }
}
