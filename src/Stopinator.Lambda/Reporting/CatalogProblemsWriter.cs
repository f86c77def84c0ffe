using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the problems of schedules that could not be read, with a bounded length.</summary>
internal static class CatalogProblemsWriter
{
    private const int LongestText = 1000;

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            writer.WriteStartArray("catalogProblems");
            foreach (var problem in problems)
            {
                writer.WriteStringValue(ErrorText.Clean(problem, LongestText));
            }

            writer.WriteEndArray();
        }
    }
}
