using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>Reads the pieces of the one-line notation. Each piece is given as its words.</summary>
internal sealed class PieceParser(string text, string what)
{
    public int End => text.Length;

    /// <summary>
    /// True when a word is meant to be dates: <c>2026-12-25</c>, <c>dec25</c>. Hours without colons, <c>0700-2000</c>, are not dates.
    /// </summary>
    public static bool IsDates(string word) =>
        (word.Length > 4 && word[4] == '-' && word[..4].All(char.IsAsciiDigit)
            && (word[..2] is "19" or "20" or "21" || word.ElementAtOrDefault(7) == '-'))
        || (word.Length > 3 && char.IsAsciiDigit(word[3]) && DateNames.MonthOf(word[..3]) > 0);

    public ScheduleWindow Window(List<Word> words)
    {
        if (words is [var only] && only.Is(WindowText.Always))
        {
            return new(ScheduleDays.Every);
        }

        if (words.Count >= 5 && words.Exists(word => word.Is("*")))
        {
            throw Error(
                words[0].Position,
                "it looks like a cron expression, which names moments. A window has a begin and an end, such as mon-fri 07:00-20:00.");
        }

        var at = words.FindIndex(word => word.Text.Contains(':', StringComparison.Ordinal));
        if (at >= 0 && at < words.Count - 1)
        {
            var next = words[at + 1];
            throw Error(
                next.Position,
                DaysParser.IsDays(next.Text) ? "days stand before the hours. Put ';' between windows." : KnownMistakes.OfWindow(next.Text));
        }

        List<ScheduleHours> hours = at < 0 ? [] : new HoursParser(this).Read(words[at]);
        return new(Days(at < 0 ? words : words[..at]), hours);
    }

    public ScheduleMomentRule Moments(List<Word> words)
    {
        var at = words.FindIndex(MomentParser.IsAction);
        if (at < 0)
        {
            throw Error(words[0].Position, "it has no moment; a moment is a start or a stop and its time, such as stop 22:00.");
        }

        var (starts, stops) = new MomentParser(this).Read(words[at..]);
        return new(Days(words[..at]), starts, stops);
    }

    public ScheduleDays Days(List<Word> words) => new DaysParser(this).Read(words);

    public List<SpecialDay> SpecialDays(List<Word> words)
    {
        if (words.Count > 1 && MomentParser.IsAction(words[1]))
        {
            var (starts, stops) = new MomentParser(this).Read(words[1..]);
            return [.. new DatesParser(this).Read(words[0]).Select(day => SpecialDay.At(day, starts, stops))];
        }

        if (words is not [var dates, var last])
        {
            throw Error(
                words.Count == 1 ? words[0].Position + words[0].Text.Length : words[2].Position,
                "after the dates 'off', 'on' or hours are expected, such as 08:00-12:00, or moments, such as stop 12:00.");
        }

        var parsed = new DatesParser(this).Read(dates);
        if (last.Is("off"))
        {
            return [.. parsed.Select(SpecialDay.Closed)];
        }

        List<ScheduleHours> hours = last.Is("on") ? [] : new HoursParser(this).Read(last);
        return [.. parsed.Select(day => SpecialDay.Open(day, hours))];
    }

    public ScheduleOverride Override(List<Word> words)
    {
        if (!StateText.TryRead(words[0].Text, out var state))
        {
            throw Error(
                words[0].Position,
                $"{ErrorText.Quote(words[0].Text)} is not a state; states are running, stopped and " +
                $"unmanaged.{Suggestion.For(words[0].Text, ["running", "stopped", "unmanaged"])}");
        }

        const string Example = "such as 2026-11-21T22:00Z or 2026-11-21T23:00+01:00. Without an end, write 'forever'";
        return words.Count < 3 ? throw Error(words[1].Position + words[1].Text.Length, $"after 'until' an instant is expected, {Example}.")
            : words.Count > 3 ? throw Error(words[3].Position, $"{ErrorText.Quote(words[3].Text)} is not expected after the instant.")
            : UntilText.TryRead(words[2].Text, out var until) ? new(state, until)
            : throw Error(words[2].Position, $"{ErrorText.Quote(words[2].Text)} is not an instant with an offset, {Example}.");
    }

    public ScheduleFormatException Error(int position, string problem, Exception? innerException = null) =>
        new(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The {what} {ErrorText.Quote(text)} is malformed at position {position}: {problem}"),
            position,
            innerException: innerException);
}
