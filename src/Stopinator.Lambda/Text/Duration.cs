using System.Globalization;

namespace Stopinator.Lambda.Text;

/// <summary>
/// Reads a duration: hours, minutes and seconds (<c>01:30:00</c>, any number of hours), or a number and a unit (<c>90m</c>, <c>3d</c>).
/// </summary>
/// <remarks><see cref="TimeSpan"/> itself reads <c>24:00:00</c> as 24 days and <c>16</c> as 16 days.</remarks>
internal static class Duration
{
    public const string Forms = "hours, minutes and seconds such as 01:30:00, or a number and a unit such as 45s, 90m, 16h, 3d";

    private const int LongestInSeconds = 366 * 24 * 3600;

    /// <summary>Returns the duration; null when the text is not a duration, or is longer than a year.</summary>
    public static TimeSpan? Parse(string text)
    {
        var seconds = text.Contains(':', StringComparison.Ordinal) ? Clock(text.Split(':')) : WithUnit(text);
        return seconds is { } known and <= LongestInSeconds ? TimeSpan.FromSeconds(known) : null;
    }

    private static long? Clock(string[] parts) =>
        parts.Length == 3 && Number(parts[0]) is { } hours && Number(parts[1]) is { } minutes and < 60
            && Number(parts[2]) is { } seconds and < 60
            ? (((hours * 60) + minutes) * 60) + seconds
            : null;

    private static long? WithUnit(string text) =>
        text.Length > 1 && Number(text[..^1]) is { } number
            ? text[^1] switch
            {
                's' => number,
                'm' => number * 60,
                'h' => number * 3600,
                'd' => number * 86400,
                _ => null,
            }
            : null;

    private static long? Number(string text) =>
        text.Length <= 9 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
