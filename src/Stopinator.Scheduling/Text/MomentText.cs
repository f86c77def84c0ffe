using System.Collections.Immutable;
using System.Globalization;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes moments.</summary>
internal static class MomentText
{
    public const string Start = "start";
    public const string Stop = "stop";

    public static string Of(DesiredState state) => state == DesiredState.Running ? Start : Stop;

    public static string Of(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Of(ImmutableArray<TimeOnly> starts, ImmutableArray<TimeOnly> stops)
    {
        string[] parts = [.. Times(Start, starts), .. Times(Stop, stops)];
        return string.Join(' ', parts);
    }

    private static IEnumerable<string> Times(string word, ImmutableArray<TimeOnly> times) =>
        times.IsEmpty ? [] : [word, string.Join(',', times.Select(time => Of(time)))];
}
