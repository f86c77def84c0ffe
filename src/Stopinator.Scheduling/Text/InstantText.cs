using System.Globalization;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes and reads instants in UTC, to the minute where that is exact: <c>2026-11-21T22:00Z</c>.</summary>
internal static class InstantText
{
    // An offset or Z is always required: a time of day without an offset is not an instant.
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static string Of(DateTimeOffset instant)
    {
        var format = instant.UtcTicks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-ddTHH:mmZ"
            : instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ"
            : "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";
        return instant.UtcDateTime.ToString(format.Replace("Z", "'Z'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        instant = default;
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
