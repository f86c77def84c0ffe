using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Scheduling.Text;

/// <summary>The common part of every TryParse method.</summary>
internal static class Parsing
{
    public static bool Try<T>(string? text, Func<string, T> parse, [NotNullWhen(true)] out T? result)
        where T : class
    {
        try
        {
            result = text is null ? null : parse(text);
        }
        catch (ScheduleFormatException)
        {
            result = null;
        }

        return result is not null;
    }
}
