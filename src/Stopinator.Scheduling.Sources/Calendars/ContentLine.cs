using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>A line of an iCalendar file: <c>NAME;PARAMETERS:VALUE</c>, with the lines onto which it was folded.</summary>
/// <param name="Text">The line, unfolded.</param>
/// <param name="Number">The number of its first line in the file, from 1.</param>
/// <param name="Position">The position of its first character in the file, from 0.</param>
internal sealed record ContentLine(string Text, int Number, int Position)
{
    /// <summary>The name of the property, in upper case.</summary>
    public string Name => Text[..Math.Max(0, Text.AsSpan().IndexOfAny(':', ';'))].ToUpperInvariant();

    /// <summary>The value; null when the line has none.</summary>
    public string? Value => ValueStart is >= 0 and var start ? Text[start..] : null;

    // A colon within quotation marks belongs to a parameter.
    private int ValueStart
    {
        get
        {
            var isQuoted = false;
            for (var i = 0; i < Text.Length; i++)
            {
                isQuoted ^= Text[i] == '"';
                if (Text[i] == ':' && !isQuoted)
                {
                    return i + 1;
                }
            }

            return -1;
        }
    }

    /// <summary>Returns the lines of a file, one after the other, without empty ones.</summary>
    /// <exception cref="ScheduleFormatException">A line is not a property with a value.</exception>
    public static IEnumerable<ContentLine> Of(string text)
    {
        var number = 1;

        // A file may begin with a byte order mark.
        for (var start = text.StartsWith('\uFEFF') ? 1 : 0; start < text.Length;)
        {
            var (end, next, lines) = EndOf(text, start);
            var raw = text[start..end];
            var line = new ContentLine(lines == 1 ? raw : Unfold(raw), number, start);
            if (line.Text.Length > 0)
            {
                yield return line.HasName && line.Value is not null
                    ? line
                    : throw line.Error(
                        $"{ErrorText.Quote(line.Text)} is not a property with a value, such as DTSTART;VALUE=DATE:20261225.");
            }

            (start, number) = (next, number + lines);
        }
    }

    public ScheduleFormatException Error(string problem, Exception? innerException = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"The calendar is malformed at line {Number}: {problem}"),
        Position,
        path: null,
        innerException);

    private bool HasName => Name is { Length: > 0 } name && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    // A line that begins with white space continues the line before.
    private static (int End, int Next, int Lines) EndOf(string text, int start)
    {
        for (var (at, lines) = (start, 1); ; lines++)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            at = Math.Min(end + 1, text.Length);
            if (at >= text.Length || text[at] is not (' ' or '\t'))
            {
                return (end > start && text[end - 1] == '\r' ? end - 1 : end, at, lines);
            }
        }
    }

    private static string Unfold(string raw) => string.Concat(
        raw.Split('\n').Select((part, index) => (index == 0 ? part : part[1..]).TrimEnd('\r')));
}
