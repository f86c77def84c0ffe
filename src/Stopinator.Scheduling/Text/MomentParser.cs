using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>Reads the actions and times of moments: <c>start 07:00 stop 20:00,22:00</c>.</summary>
internal sealed class MomentParser(PieceParser pieces)
{
    public static bool IsAction(Word word) => word.Is(MomentText.Start) || word.Is(MomentText.Stop);

    /// <summary>Reads the words from the first action on.</summary>
    public (List<TimeOnly> Starts, List<TimeOnly> Stops) Read(List<Word> words)
    {
        var times = new Dictionary<string, List<TimeOnly>>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < words.Count; at += 2)
        {
            var action = words[at];
            if (!IsAction(action))
            {
                throw pieces.Error(
                    action.Position,
                    $"{ErrorText.Quote(action.Text)} is not expected after the times. Put ';' between moments.");
            }

            if (times.ContainsKey(action.Text))
            {
                throw pieces.Error(action.Position, $"'{action.Text}' is given twice. Put commas between its times, such as 20:00,22:00.");
            }

            times[action.Text] = at + 1 < words.Count ? Times(words[at + 1]) : throw pieces.Error(
                action.Position + action.Text.Length,
                $"after '{action.Text}' times are expected, such as {action.Text} 22:00. " +
                "Write 'off' to stop always, '24x7' to run always.");
        }

        var (starts, stops) = (times.GetValueOrDefault(MomentText.Start, []), times.GetValueOrDefault(MomentText.Stop, []));
        foreach (var both in starts.Intersect(stops))
        {
            throw pieces.Error(words[0].Position, $"{MomentText.Of(both)} is both a start and a stop; a time has one meaning.");
        }

        return (starts, stops);
    }

    private List<TimeOnly> Times(Word list) => [.. list.Split(',').Select(Time)];

    private TimeOnly Time(Word word)
    {
        if (word.Text.Contains('-', StringComparison.Ordinal))
        {
            throw pieces.Error(
                word.Position, $"{ErrorText.Quote(word.Text)} is not a time. A moment has a time, such as 22:00; a window has hours.");
        }

        var minutes = new HoursParser(pieces).Minutes(word);
        return minutes < 24 * 60
            ? new TimeOnly(minutes / 60, minutes % 60)
            : throw pieces.Error(word.Position, "a moment at the end of a day is written 00:00 on the next day.");
    }
}
