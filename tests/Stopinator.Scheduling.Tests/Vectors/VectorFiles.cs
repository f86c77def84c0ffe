using System.Globalization;
using System.Text.Json;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Vectors;

/// <summary>
/// Results that the other tools give, recorded by running them: the files beside this one, and every <c>*.json</c> of the same shape in the
/// folder that the environment variable <c>STOPINATOR_VECTORS</c> names.
/// </summary>
internal static class VectorFiles
{
    private const string FolderVariable = "STOPINATOR_VECTORS";

    private static readonly Dictionary<string, JsonElement> Documents = Files()
        .ToDictionary(Path.GetFullPath, Read, StringComparer.Ordinal);

    /// <summary>Every entry of a section in the files of one tool, as a row: the file, the number of the entry, its name.</summary>
    /// <param name="tool">What the source of a file begins with.</param>
    /// <param name="section">The section.</param>
    public static IEnumerable<TheoryDataRow<string, int, string>> Rows(string tool, string section) =>
        from document in Documents
        where document.Value.TryGetProperty("source", out var source) && source.GetString()!.StartsWith(tool, StringComparison.Ordinal)
        where document.Value.TryGetProperty(section, out _)
        from row in document.Value.GetProperty(section).EnumerateArray().Select(
            (entry, index) => new TheoryDataRow<string, int, string>(document.Key, index, NameOf(entry)))
        select row;

    /// <summary>The entry a row stands for.</summary>
    public static JsonElement Entry(string file, string section, int index) => Documents[file].GetProperty(section)[index];

    public static DateTimeOffset InstantOf(JsonElement text) => DateTimeOffset.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static string NameOf(JsonElement entry) =>
        (entry.TryGetProperty("name", out var name) ? name : entry.GetProperty("tag_value")).GetString()!;

    private static IEnumerable<string> Files() => new[] { Path.Combine(Repository.Root, "tests/Stopinator.Scheduling.Tests/Vectors"), Environment.GetEnvironmentVariable(FolderVariable) }
        .Where(folder => !string.IsNullOrEmpty(folder))
        .SelectMany(folder => Directory.GetFiles(folder!, "*.json").Order(StringComparer.Ordinal));

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
