using System.Globalization;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes and reads instants in UTC, to the minute where that is exact: <c>2026-11-21T22:00Z</c>.</summary>
internal static class InstantText
{
    // An offset or Z is always required: a time of day without an offset is not an instant.
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static string Of(DateTimeOffset instant)
    {
        // The format writes no point where no fraction follows.
        var format = instant.UtcTicks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-ddTHH:mm'Z'" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'";
        return instant.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        instant = default;
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
