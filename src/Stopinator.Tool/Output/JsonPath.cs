using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stopinator.Tool.Output;

/// <summary>Finds the string at a path in JSON, such as <c>$.schedules['office-hours'].windows[1]</c>.</summary>
internal static partial class JsonPath
{
    /// <summary>Returns the string at the path; null when there is none.</summary>
    public static string? TextAt(string json, string path)
    {
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var element = document.RootElement;
        foreach (Match step in Steps().Matches(path))
        {
            if (step.Groups["index"] is { Success: true } index)
            {
                var at = int.Parse(index.Value, CultureInfo.InvariantCulture);
                if (element.ValueKind != JsonValueKind.Array || at >= element.GetArrayLength())
                {
                    return null;
                }

                element = element[at];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step.Groups["name"].Value, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>[^']*)'\]|\[(?<index>[0-9]{1,9})\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();
}
