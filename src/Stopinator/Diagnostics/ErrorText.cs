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

    /// <summary>The beginning of a text that is longer than anybody reads.</summary>
    public static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, longest)}... ({text.Length} characters)");

    public static string Quote(string? value)
    {
        if (value is null)
        {
            return "null";
        }

        var end = value.Length > MaxLength ? string.Create(CultureInfo.InvariantCulture, $"... ({value.Length} characters)") : "";
        return $"'{Visible(value.AsSpan(0, Math.Min(value.Length, MaxLength)))}'{end}";
    }

    /// <summary>A text without quotes around it: shortened, invisible characters spelled out.</summary>
    public static string Plain(string text, int longest = MaxLength) =>
        text.Length <= longest
            ? Visible(text)
            : string.Create(CultureInfo.InvariantCulture, $"{Visible(text.AsSpan(0, longest))}... ({text.Length} characters)");

    private static string Visible(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }
}
