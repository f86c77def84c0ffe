using System.Text;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>The known mistakes in schedules, and what they mean.</summary>
internal static class KnownMistakes
{
    /// <summary>A longer list of days is not a slip.</summary>
    private const int MostDays = 40;

    private static readonly string[] Keywords = ["24x7", "off", "unmanaged", "day", "running", "stopped", "until"];

    /// <summary>Returns the message about a word that is not part of a window.</summary>
    public static string OfWindow(string word) => word.ToUpperInvariant() switch
    {
        "24/7" or "ALWAYS" or "ON" or "ALL" or "RUNNING" or "TRUE" or "YES" or "ENABLED" =>
            $"'{word}' is not understood. Write '24x7' to run always.",
        "NEVER" or "STOP" or "STOPPED" or "NONE" =>
            $"'{word}' is not understood. Write 'off' to stop always, or 'unmanaged' to leave alone.",
        "OFF" or "UNMANAGED" =>
            $"'{word}' stands alone. A window says when to run, and outside of windows the instance is off; a date is " +
            "closed by '2026-12-25 off'.",
        "IGNORE" or "DISABLED" or "FALSE" or "NO" or "MANUAL" =>
            $"'{word}' is not understood. Write 'unmanaged' to leave alone, or 'off' to stop always.",
        "WEEKDAYS" or "WORKDAYS" => $"'{word}' is not understood. Write mon-fri.",
        "WEEKEND" or "WEEKENDS" => $"'{word}' is not understood. Write sat,sun.",
        "DAILY" or "EVERYDAY" or "*" => $"'{word}' is not understood. Hours without days are those of every day.",
        "UNTIL" => "before 'until' a state is expected: running, stopped or unmanaged.",
        "-" or "," => $"'{word}' has blanks around it. Write ranges and lists without, such as 07:00-20:00 and mon,wed.",
        _ when word.Contains('=', StringComparison.Ordinal) =>
            $"{ErrorText.Quote(word)} looks like a value of Cloud Custodian's off-hours; {nameof(CustodianOffHoursPolicy)} reads those.",
        _ when TimeZones.Find(word) is not null => "the time zone stands at the end, once for all windows.",
        _ when TimeZones.LooksLikeOne(word) => TimeZones.UnknownMessage(word),
        _ when TwoLetterDays(word) is { } days => $"{ErrorText.Quote(word)} is not understood. Days have three letters: {days}.",
        _ when word.Contains(':', StringComparison.Ordinal) =>
            "hours are given once in a window, with commas between them. Put ';' between windows.",
        _ when PieceParser.IsDates(word) => "a date begins a piece of its own. Put ';' before it.",
        _ => $"{ErrorText.Quote(word)} is not understood."
            + $"{OfWord(word)}{OfItem(word, [.. DateNames.Weekdays, .. DateNames.Months, .. Keywords])}",
    };

    /// <summary>Returns a hint, with a leading blank, for a word that is meant to be hours or days of the month.</summary>
    public static string OfWord(string word) =>
        IsTwelveHours(word) ? " Hours are those of a 24-hour clock, such as 07:00-20:00."
        : word.AsSpan().ContainsAny('\u2013', '\u2014') ? " Put a plain '-' between the hours."
        : word.Length > 0 && char.IsAsciiDigit(word[0]) && !word.Contains(':', StringComparison.Ordinal)
            ? " Hours are written 07:00-20:00, days of the month 'day 1-7'."
        : "";

    /// <summary>Returns a hint, with a leading blank, for a name that should come from a list.</summary>
    public static string OfItem(string word, IEnumerable<string> known) =>
        known.FirstOrDefault(name => name.Length == 3
            && word.Length is > 3 and < 12
            && word.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } start
            ? $" Did you mean '{start}'?"
            : word.Length > 20 ? "" : Suggestion.For(word, known);

    /// <summary>Returns days written with two letters, <c>MO-FR</c>, in the notation's own form; null for any other word.</summary>
    public static string? TwoLetterDays(string word)
    {
        var days = new StringBuilder();
        for (var at = 0; at < word.Length; at += 3)
        {
            var letters = word.Substring(at, Math.Min(2, word.Length - at));
            var name = letters.Length < 2
                ? null
                : DateNames.Weekdays.FirstOrDefault(known => known.StartsWith(letters, StringComparison.OrdinalIgnoreCase));
            if (name is null || (at + 2 < word.Length && word[at + 2] is not ('-' or ',')))
            {
                return null;
            }

            days.Append(name).Append(word.AsSpan(Math.Min(at + 2, word.Length), Math.Min(1, word.Length - at - 2)));
        }

        return days.Length > 0 && word.Length < MostDays && word.Length % 3 == 2 ? days.ToString() : null;
    }

    private static bool IsTwelveHours(string word) =>
        word.Length > 1 && word.AsSpan().IndexOfAnyInRange('0', '9') >= 0
        && (word.Contains("am", StringComparison.OrdinalIgnoreCase) || word.Contains("pm", StringComparison.OrdinalIgnoreCase));
}
