using System.Collections.Frozen;
using NodaTime;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>The IANA time zones by name, upper and lower case alike.</summary>
internal static class TimeZones
{
    private static readonly FrozenDictionary<string, string> Ids =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Sorted = [.. Ids.Values.Order(StringComparer.Ordinal)];

    /// <summary>What people write, and what they mean.</summary>
    private static readonly FrozenDictionary<string, string> Abbreviations = new (string Zone, string[] Names)[]
    {
        ("America/Los_Angeles", ["PT", "PST", "PDT"]),
        ("America/Denver", ["MT", "MDT"]),
        ("America/Chicago", ["CT", "CST", "CDT"]),
        ("America/New_York", ["ET", "EDT"]),
        ("Asia/Kolkata", ["IST"]),
        ("Asia/Tokyo", ["JST"]),
        ("Australia/Sydney", ["AEST", "AEDT"]),
        ("Europe/Berlin", ["CEST"]),
        ("Europe/London", ["BST"]),
        ("UTC", ["Z"]),
    }.SelectMany(row => row.Names.Select(name => (Name: name, row.Zone))).ToFrozenDictionary(row => row.Name, row => row.Zone, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone with this name; null when there is none.</summary>
    public static DateTimeZone? Find(string id) => Ids.TryGetValue(id, out var known) ? DateTimeZoneProviders.Tzdb[known] : null;

    /// <summary>The zone with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message tells what was probably meant.</exception>
    public static DateTimeZone Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Find(id) ?? throw new ArgumentException(UnknownMessage(id), nameof(id));
    }

    public static string UnknownMessage(string id) => $"{ErrorText.Quote(id)} is not the name of an IANA time zone, such as Europe/Paris.{Hint(id)}";

    /// <summary>Whether a word looks like a time zone, known or not.</summary>
    public static bool LooksLikeOne(string word) =>
        (word.Contains('/', StringComparison.Ordinal) && char.IsAsciiLetter(word[0])) || Abbreviations.ContainsKey(word) || IsOffset(word);

    /// <summary>What to know about a zone that is probably not meant; null when nothing.</summary>
    public static string? WarningOf(DateTimeZone zone) => zone.Id is "EST" or "MST" or "HST"
        ? $"{zone.Id} is the same offset all year; for clocks that change name a place, such as {(zone.Id == "EST" ? "America/New_York" : zone.Id == "MST" ? "America/Denver" : "Pacific/Honolulu")}."
        : null;

    private static string Hint(string id) =>
        Abbreviations.TryGetValue(id, out var meant) ? $" Did you mean '{meant}'?"
        : IsOffset(id) ? " A fixed offset is written Etc/GMT-2 for UTC+2 (the sign is reversed); a place also follows its clock changes."
        : id.Length > 40 ? ""
        : Suggestion.For(id, Sorted.Where(known => IsNear(id, known)));

    // Six hundred names are many to compare letter by letter. Few slips are in the first letters and the last ones at once.
    private static bool IsNear(string id, string known) =>
        id.Length > 3 && Math.Abs(id.Length - known.Length) <= 3
        && (id.AsSpan(0, 2).Equals(known.AsSpan(0, 2), StringComparison.OrdinalIgnoreCase) || id.AsSpan()[^2..].Equals(known.AsSpan()[^2..], StringComparison.OrdinalIgnoreCase))
        && id.Contains('/', StringComparison.Ordinal) == known.Contains('/', StringComparison.Ordinal);

    private static bool IsOffset(string word)
    {
        var sign = word.AsSpan().IndexOfAny('+', '-');
        return sign >= 0 && word.Length > sign + 1 && char.IsAsciiDigit(word[sign + 1])
            && (sign == 0 ? word[0] == '+' : word[..sign].ToUpperInvariant() is "UTC" or "GMT");
    }
}
