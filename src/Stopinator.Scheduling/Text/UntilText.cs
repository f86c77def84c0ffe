using NodaTime;
using NodaTime.Text;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>
/// Writes and reads the end of an override: an instant, <c>forever</c> or, where a time zone is known, a date or a local time. A date ends
/// the override when the date begins.
/// </summary>
internal static class UntilText
{
    public const string Forever = "forever";

    private static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    public static string Of(DateTimeOffset until) => until == DateTimeOffset.MaxValue ? Forever : InstantText.Of(until);

    public static bool TryRead(string text, out DateTimeOffset until)
    {
        if (text.Equals(Forever, StringComparison.OrdinalIgnoreCase))
        {
            until = DateTimeOffset.MaxValue;
            return true;
        }

        return InstantText.TryRead(text, out until);
    }

    /// <summary>Reads a text that may hold a date or a time of a zone.</summary>
    public static bool TryRead(string text, DateTimeZone zone, out DateTimeOffset until)
    {
        if (TryRead(text, out until))
        {
            return true;
        }

        foreach (var pattern in Patterns)
        {
            // NodaTime reads years that DateTimeOffset cannot express.
            if (pattern.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } time })
            {
                until = LocalTimes.EndOf(time, zone).ToDateTimeOffset();
                return true;
            }
        }

        return false;
    }
}
