using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>Reads hours: <c>07:00-12:00,13:00-20:00</c>.</summary>
internal sealed class HoursParser(PieceParser pieces)
{
    public List<ScheduleHours> Read(Word word) => [.. word.Split(',').Select(ReadOne)];

    /// <summary>Reads a time, in minutes after midnight; 24:00 included.</summary>
    public int Minutes(Word word)
    {
        if (word.Text.Length is not (4 or 5) || word.Text[^3] != ':' || !IsNumber(word.Text[..^3]) || !IsNumber(word.Text[^2..]))
        {
            throw pieces.Error(
                word.Position,
                $"{ErrorText.Quote(word.Text)} is not a time; a time is written HH:MM, from 00:00 to 24:00." +
                KnownMistakes.OfWord(word.Text));
        }

        var (hour, minute) = (Number(word.Text[..^3]), Number(word.Text[^2..]));
        return minute < 60 && (hour < 24 || (hour, minute) == (24, 0))
            ? (hour * 60) + minute
            : throw pieces.Error(
                word.Position,
                $"the time {ErrorText.Quote(word.Text)} does not exist; hours go to 23, minutes to 59, and a day ends at 24:00.");
    }

    private ScheduleHours ReadOne(Word word)
    {
        if (word.Split('-') is not [var first, var last])
        {
            throw pieces.Error(
                word.Position,
                $"hours such as 07:00-20:00 are expected, not {ErrorText.Quote(word.Text)}.{KnownMistakes.OfWord(word.Text)}");
        }

        var begin = Minutes(first);
        var end = Minutes(last);
        if (begin == 24 * 60)
        {
            throw pieces.Error(first.Position, "a day begins at 00:00; 24:00 is only an end.");
        }

        // Midnight to midnight would be the whole day; nobody should get the whole day by a slip.
        if (begin == end)
        {
            throw pieces.Error(
                word.Position,
                $"{ErrorText.Quote(word.Text)} begins and ends at the same time. The whole day is 00:00-24:00, or no hours at all.");
        }

        return new(TimeOf(begin), TimeOf(end));
    }

    private static TimeOnly TimeOf(int minutes) => new(minutes / 60 % 24, minutes % 60);

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static int Number(string digits) => digits.Aggregate(0, (number, digit) => (number * 10) + digit - '0');
}
