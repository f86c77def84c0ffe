using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>Shows a place in a text: the line, and a caret under the place.</summary>
internal static class Caret
{
    private const int Before = 40;
    private const int After = 30;

    /// <summary>Returns the message of a mistake, and the place of the mistake below.</summary>
    /// <param name="exception">The mistake.</param>
    /// <param name="text">The text that was read: one line, or JSON.</param>
    public static string Under(ScheduleFormatException exception, string text)
    {
        var shown = exception.Path is { } path ? JsonPath.TextAt(text, path) : text;
        return shown is null ? exception.Message : $"{exception.Message}\n\n{Under(shown, exception.Position)}";
    }

    /// <summary>Returns the line of a text that has the position, with a caret under the position.</summary>
    public static string Under(string text, int position)
    {
        var place = Math.Clamp(position, 0, text.Length);
        var begin = place == 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;
        var end = text.IndexOf('\n', place);
        var first = Math.Max(begin, place - Before);
        var last = Math.Min(end < 0 ? text.Length : end, place + After);

        // Control characters are spelled out, which moves what stands behind them.
        var (before, after) = (Clean(text[first..place]), Clean(text[place..last]));
        var cut = first > begin ? "..." : "";
        return $"  {cut}{before}{after}\n  {new string(' ', cut.Length + before.Length)}^";
    }

    private static string Clean(string text) => ErrorText.Clean(text, int.MaxValue);
}
