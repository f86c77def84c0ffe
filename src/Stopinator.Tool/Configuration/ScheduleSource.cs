using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>Reads schedules that the command line holds or names.</summary>
internal static class ScheduleSource
{
    /// <summary>Reads schedules.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parse">Reads the text.</param>
    /// <param name="path">The file that holds the text; null for the command line.</param>
    /// <exception cref="UsageException">The text is invalid; the message shows the place of the mistake.</exception>
    public static T Read<T>(string text, Func<string, T> parse, string? path = null)
    {
        var origin = path is null ? "" : $"{ErrorText.Clean(path, int.MaxValue)}: ";
        try
        {
            return parse(text);
        }
        catch (ScheduleFormatException exception)
        {
            throw new UsageException($"{origin}{Caret.Under(exception, text)}", exception);
        }
        catch (UnknownScheduleException exception)
        {
            throw new UsageException($"{origin}{exception.Message}", exception);
        }
    }
}
