using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Catalog;

/// <summary>
/// Checks the names of schedules. A name consists of letters, digits and <c>- _ .</c>, starts with a letter, and is not a schedule itself.
/// </summary>
internal static class ScheduleName
{
    public const int MaxLength = 64;

    /// <summary>True when the text has the shape of a name and does not begin like a schedule on one line.</summary>
    public static bool LooksLikeOne(string text) => HasShape(text) && !BeginsLikeASchedule(text);

    /// <summary>Returns the problem of a name; null when the name is valid.</summary>
    public static string? ProblemOf(string name) =>
        !HasShape(name) ? $"a name is a letter and up to {MaxLength - 1} letters, digits, '-', '_' or '.'."
        : BeginsLikeASchedule(name) || TimeZones.Find(name) is not null ? "it would be read as a schedule by itself; choose another name."
        : null;

    private static bool HasShape(string text) =>
        text.Length is > 0 and <= MaxLength
        && char.IsAsciiLetter(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private static bool BeginsLikeASchedule(string text) =>
        PieceParser.IsDates(text) || text.ToUpperInvariant() is "OFF" or "UNMANAGED" or "DAY" or "RUNNING" or "STOPPED" || IsDays(text);

    // True for days and for mistyped days: 'mon-fry' is meant to be days.
    private static bool IsDays(string text)
    {
        var first = text.Split('-')[0];
        return DateNames.WeekdayOf(first) >= 0 || DateNames.MonthOf(first) > 0 || ScheduleDays.TryParse(text, out _);
    }
}
