using System.Globalization;
using System.Text;

namespace Stopinator.Scheduling.Preview;

/// <summary>
/// Makes text from tags safe to show. Replaces characters that move a cursor, reverse a line, or are not allowed in a document.
/// </summary>
internal static class PlainText
{
    public static string Of(string? value)
    {
        var text = new StringBuilder(value?.Length ?? 0);
        Span<char> characters = stackalloc char[2];
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            text.Append(characters[..(IsShown(rune) ? rune : Rune.ReplacementChar).EncodeToUtf16(characters)]);
        }

        return text.ToString();
    }

    private static bool IsShown(Rune rune) =>
        rune.Value is not (0xFFFE or 0xFFFF)
        && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
