using System.Globalization;
using System.Text;

namespace Stopinator.Diagnostics;

/// <summary>Makes a value from outside safe to show in an error message: quoted, shortened, invisible characters spelled out.</summary>
internal static class ErrorText
{
    private const int MaxLength = 64;

    /// <summary>The message of an argument exception without the name of the parameter that .NET appends.</summary>
    public static string MessageOf(ArgumentException exception)
    {
        var suffix = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
    }

    /// <summary>What an exception says, and what those inside it add.</summary>
    public static string MessagesOf(Exception exception)
    {
        var text = exception.Message.Trim();
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            // An exception that was given no message has one that only names its type.
            var reason = inner.Message.Trim();
            var addsNothing = text.Contains(reason, StringComparison.Ordinal) || reason.Contains($"'{inner.GetType()}'", StringComparison.Ordinal);
            text = addsNothing ? text : $"{text.TrimEnd('.')}: {reason}";
        }

        return text;
    }

    /// <summary>
    /// A text from outside, safe to show and of a bounded length: what moves a cursor, breaks a line, turns it around is spelled out, e.g.
    /// <c>\u001B</c>, and half of a character is replaced.
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

        return text.Length <= longest ? clean.ToString() : clean.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)").ToString();
    }

    /// <summary>A value in quotation marks, as <see cref="Clean"/> shows it.</summary>
    public static string Quote(string? value) =>
        value is null ? "null"
        : value.Length <= MaxLength ? $"'{Clean(value, MaxLength)}'"
        : string.Create(CultureInfo.InvariantCulture, $"'{Clean(value[..MaxLength], MaxLength)}'... ({value.Length} characters)");

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // What half of a surrogate pair is enumerated as.
            if (!IsShown(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
