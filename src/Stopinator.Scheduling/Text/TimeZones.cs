using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>The IANA time zones by name, in any case.</summary>
internal static class TimeZones
{
    /// <summary>The number of words in the longest names that Windows has for time zones.</summary>
    private const int MostWords = 6;

    private static readonly FrozenDictionary<string, string> Ids =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Sorted = [.. Ids.Values.Order(StringComparer.Ordinal)];

    /// <summary>The abbreviations that people write, and the zones they mean.</summary>
    private static readonly FrozenDictionary<string, string> Abbreviations = new (string Zone, string[] Names)[]
    {
        ("America/Los_Angeles", ["PT", "PST", "PDT"]),
        ("America/Denver", ["MT", "MDT"]),
        ("America/Chicago", ["CT", "CST", "CDT"]),
        ("America/New_York", ["ET", "EDT"]),
        ("America/Sao_Paulo", ["BRT"]),
        ("America/Argentina/Buenos_Aires", ["ART"]),
        ("Asia/Dubai", ["GST"]),
        ("Asia/Hong_Kong", ["HKT"]),
        ("Asia/Kolkata", ["IST"]),
        ("Asia/Seoul", ["KST"]),
        ("Asia/Singapore", ["SGT"]),
        ("Asia/Tokyo", ["JST"]),
        ("Australia/Sydney", ["AEST", "AEDT"]),
        ("Europe/Berlin", ["CEST"]),
        ("Europe/Athens", ["EEST"]),
        ("Europe/Istanbul", ["TRT"]),
        ("Europe/Lisbon", ["WEST"]),
        ("Europe/London", ["BST"]),
        ("Europe/Moscow", ["MSK"]),
        ("Pacific/Auckland", ["NZST", "NZDT"]),
        ("Africa/Johannesburg", ["SAST"]),
        ("UTC", ["Z"]),
    }.SelectMany(row => row.Names.Select(name => (Name: name, row.Zone)))
        .ToFrozenDictionary(row => row.Name, row => row.Zone, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that Windows has for time zones. They come from the data in NodaTime, not from the machine.</summary>
    private static readonly Lazy<Dictionary<string, string>> OfWindows =
        new(() => new(TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping, StringComparer.OrdinalIgnoreCase));

    /// <summary>Returns the zone with a name; null when there is none.</summary>
    public static DateTimeZone? Find(string id) => Ids.TryGetValue(id, out var known) ? DateTimeZoneProviders.Tzdb[known] : null;

    /// <summary>Returns the zone with a name.</summary>
    /// <exception cref="ArgumentException">There is no such zone; the message tells which one was probably meant.</exception>
    public static DateTimeZone Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Find(id) ?? throw new ArgumentException(UnknownMessage(id), nameof(id));
    }

    public static string UnknownMessage(string id) =>
        $"{ErrorText.Quote(id)} is not the name of an IANA time zone, such as Europe/Paris.{Hint(id)}";

    /// <summary>Returns the trailing words that are the name of a time zone in Windows; null when there are none.</summary>
    public static Word? WindowsNameAtEnd(List<Word> words)
    {
        // All names of several words end with this word.
        for (var count = Math.Min(MostWords, words.Count); count > 1 && words[^1].Is("Time"); count--)
        {
            var name = string.Join(' ', words[^count..].Select(word => word.Text));
            if (OfWindows.Value.ContainsKey(name))
            {
                return new Word(name, words[^count].Position);
            }
        }

        return null;
    }

    /// <summary>True when a word looks like a time zone, known or not.</summary>
    public static bool LooksLikeOne(string word) =>
        (word.Contains('/', StringComparison.Ordinal) && char.IsAsciiLetter(word[0])) || Abbreviations.ContainsKey(word) || IsOffset(word);

    /// <summary>Returns a warning about a zone that is probably not meant; null when there is none.</summary>
    public static string? WarningOf(DateTimeZone zone) => zone.Id is "EST" or "MST" or "HST"
        ? $"{zone.Id} is the same offset all year; for clocks that change name a place, such as " +
            $"{(zone.Id == "EST" ? "America/New_York" : zone.Id == "MST" ? "America/Denver" : "Pacific/Honolulu")}."
        : null;

    private static string Hint(string id) =>
        OfWindows.Value.TryGetValue(id, out var meant) ? $" That is its name in Windows; write {meant}."
        : Abbreviations.TryGetValue(id, out meant) ? $" Did you mean '{meant}'?"
        : IsOffset(id) ? " A fixed offset is written Etc/GMT-2 for UTC+2 (the sign is reversed); a place also follows its clock changes."
        : id.Length > 40 ? ""
        : Suggestion.For(id, Sorted.Where(known => IsNear(id, known)));

    // Six hundred names are too many to compare letter by letter. A slip rarely changes both the first and the last letters.
    private static bool IsNear(string id, string known) =>
        id.Length > 3 && Math.Abs(id.Length - known.Length) <= 3
        && (id.AsSpan(0, 2).Equals(known.AsSpan(0, 2), StringComparison.OrdinalIgnoreCase)
            || id.AsSpan()[^2..].Equals(known.AsSpan()[^2..], StringComparison.OrdinalIgnoreCase))
        && id.Contains('/', StringComparison.Ordinal) == known.Contains('/', StringComparison.Ordinal);

    private static bool IsOffset(string word)
    {
        var sign = word.AsSpan().IndexOfAny('+', '-');
        return sign >= 0 && word.Length > sign + 1 && char.IsAsciiDigit(word[sign + 1])
            && (sign == 0 ? word[0] == '+' : word[..sign].ToUpperInvariant() is "UTC" or "GMT");
    }
}
