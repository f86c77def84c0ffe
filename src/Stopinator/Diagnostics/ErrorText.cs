using System.Globalization;
using System.Text;

namespace Stopinator.Diagnostics;

/// <summary>
/// Makes a value from outside safe to show in an error message: quoted, shortened, with invisible characters spelled out.
/// </summary>
internal static class ErrorText
{
    private const int MaxLength = 64;

    /// <summary>Returns the message of an argument exception without the parameter name that .NET appends.</summary>
    public static string MessageOf(ArgumentException exception)
    {
        var suffix = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
    }

    /// <summary>Returns the message of an exception with what the inner exceptions add.</summary>
    public static string MessagesOf(Exception exception)
    {
        var text = exception.Message.Trim();
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            // An exception without a message of its own gets one from .NET that only names its type.
            var reason = inner.Message.Trim();
            var addsNothing = text.Contains(reason, StringComparison.Ordinal)
                || reason.Contains($"'{inner.GetType()}'", StringComparison.Ordinal);
            text = addsNothing ? text : $"{text.TrimEnd('.')}: {reason}";
        }

        return text;
    }

    /// <summary>
    /// Makes a text from outside safe to show, with a bounded length. Characters that move a cursor, break a line or reverse the direction
    /// are spelled out, e.g. <c>\u001B</c>. Half of a surrogate pair is replaced.
    /// </summary>
    public static string Clean(string? text, int longest = MaxLength)
    {
        text ??= "";
        var shown = text.AsSpan(0, Math.Min(text.Length, longest));
        if (text.Length <= longest && IsClean(shown))
        {
            return text;
        }

        var clean = new StringBuilder();
        foreach (var rune in shown.EnumerateRunes())
        {
            _ = IsShown(rune) ? clean.Append(rune.ToString()) : clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }

        return text.Length <= longest
            ? clean.ToString()
            : clean.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)").ToString();
    }

    /// <summary>Returns a value in quotation marks, cleaned as in <see cref="Clean"/>.</summary>
    public static string Quote(string? value) =>
        value is null ? "null"
        : value.Length <= MaxLength ? $"'{Clean(value, MaxLength)}'"
        : string.Create(CultureInfo.InvariantCulture, $"'{Clean(value[..MaxLength], MaxLength)}'... ({value.Length} characters)");

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // Enumeration gives this character for half of a surrogate pair.
            if (!IsShown(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune)
        && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
