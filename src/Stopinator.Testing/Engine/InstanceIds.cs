using System.Globalization;

namespace Stopinator.Testing.Engine;

/// <summary>The two forms of an instance id: the old with 8 hexadecimal digits, the new with 17.</summary>
internal static class InstanceIds
{
    public static bool IsWellFormed(string? id) =>
        id is ['i', '-', .. { Length: 8 or 17 } digits] && digits.All(char.IsAsciiHexDigitLower);

    /// <summary>Ids that are easy to read and to compare in a failing test.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}");
}
