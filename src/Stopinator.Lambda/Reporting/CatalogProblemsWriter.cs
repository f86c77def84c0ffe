using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the problems of schedules that could not be read, with a bounded length.</summary>
internal static class CatalogProblemsWriter
{
    private const int LongestText = 1000;

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            writer.WriteTexts("catalogProblems", problems.Select(problem => ErrorText.Clean(problem, LongestText)));
        }
    }
}
