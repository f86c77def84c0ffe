using System.Globalization;

namespace Stopinator.Testing.Engine;

/// <summary>The two forms of an instance id: the old one with 8 hexadecimal digits, and the new one with 17.</summary>
internal static class InstanceIds
{
    public static bool IsWellFormed(string? id) =>
        id is ['i', '-', .. { Length: 8 or 17 } digits] && digits.All(char.IsAsciiHexDigitLower);

    /// <summary>Returns an id that is easy to read and to compare in a failing test.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}");
}
