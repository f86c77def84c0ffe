using System.Globalization;

namespace Stopinator.Testing.Engine;

/// <summary>The two forms of an id: the old one with 8 hexadecimal digits, and the new one with 17.</summary>
internal static class InstanceIds
{
    public static bool IsWellFormed(string? id) => id is ['i', '-', .. var digits] && AreDigits(digits);

    /// <summary>Returns the id itself; null when it is malformed.</summary>
    public static string? WellFormed(string id) => IsWellFormed(id) ? id : null;

    /// <summary>Returns true when a text has the digits of a resource id.</summary>
    public static bool AreDigits(string digits) => digits.Length is 8 or 17 && digits.All(char.IsAsciiHexDigitLower);

    /// <summary>Returns the id of the instance whose root volume has an id; null when it has none of the form.</summary>
    public static string? OfVolume(string volumeId) =>
        volumeId is ['v', 'o', 'l', '-', .. var digits] && AreDigits(digits) ? "i-" + digits : null;

    /// <summary>Returns an id that is easy to read and to compare in a failing test.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}");
}
