using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Text;

/// <summary>
/// Reads the days of a window: <c>dec-feb day 1-7,15W,L mon-fri,sat#2,sunL</c>. Each of the three parts occurs at most once.
/// </summary>
internal sealed class DaysParser(PieceParser pieces)
{
    private DayRule _rule;

    /// <summary>True when a word is meant to be days of the week or months.</summary>
    public static bool IsDays(string word) => DateNames.WeekdayOf(Letters(word)) >= 0 || DateNames.MonthOf(Letters(word)) > 0;

    public ScheduleDays Read(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Is("day"))
            {
                Once(word, _rule.HasMonthdays, "days of the month");
                Monthdays(
                    ++i < words.Count
                        ? words[i]
                        : throw pieces.Error(word.Position + 3, "after 'day' days of the month are expected, such as 1-7,15,L."));
            }
            else if (DateNames.WeekdayOf(Letters(word.Text)) >= 0)
            {
                Once(word, _rule.HasWeekdays, "days of the week");
                Weekdays(word);
            }
            else if (DateNames.MonthOf(Letters(word.Text)) > 0)
            {
                Once(word, _rule.Months != 0, "months");
                Months(word);
            }
            else
            {
                throw pieces.Error(word.Position, KnownMistakes.OfWindow(word.Text));
            }
        }

        return new(_rule);
    }

    private void Once(Word word, bool isThere, string what)
    {
        if (isThere)
        {
            throw pieces.Error(word.Position, $"the {what} are given twice. Put commas between the items, and ';' between windows.");
        }
    }

    private void Weekdays(Word list)
    {
        foreach (var item in list.Split(','))
        {
            if (item.Split('#') is [var name, var nth])
            {
                var n = nth.Text is [>= '1' and <= '5']
                    ? nth.Text[0] - '1'
                    : throw pieces.Error(
                        nth.Position, "after '#' a number from 1 to 5 is expected: mon#2 is the second Monday of a month.");
                _rule = _rule with { NthWeekdays = _rule.NthWeekdays | (1UL << ((n * 7) + Weekday(name))) };
            }
            else if (item.Text.Length > 3 && item.Text[^1] is 'L' or 'l' && DateNames.WeekdayOf(item.Text[..^1]) is >= 0 and var last)
            {
                _rule = _rule with { LastWeekdays = _rule.LastWeekdays | (1 << last) };
            }
            else
            {
                _rule = _rule with { Weekdays = _rule.Weekdays | Mask(item, Weekday, 0, 7) };
            }
        }
    }

    private void Months(Word list)
    {
        foreach (var item in list.Split(','))
        {
            _rule = _rule with { Months = _rule.Months | Mask(item, Month, 1, 12) };
        }
    }

    private void Monthdays(Word list)
    {
        foreach (var item in list.Split(','))
        {
            if (item.Is("L"))
            {
                _rule = _rule with { LastMonthday = true };
            }
            else if (item.Text is [.., 'W' or 'w'])
            {
                _rule = _rule with { NearestWeekdays = _rule.NearestWeekdays | (1U << Monthday(new(item.Text[..^1], item.Position))) };
            }
            else
            {
                _rule = _rule with { Monthdays = _rule.Monthdays | MonthdayMask(item) };
            }
        }
    }

    private uint MonthdayMask(Word item)
    {
        var (first, last) = Ends(item);
        var from = Monthday(first);
        var to = last.Is("L") ? 31 : Monthday(last);
        return from <= to
            ? DayRule.AllMonthdays >> from << from & (uint)((2UL << to) - 1)
            : throw pieces.Error(
                item.Position,
                string.Create(CultureInfo.InvariantCulture, $"days of the month do not go past its end. Write {from}-L,1-{to}."));
    }

    /// <summary>Reads a name or a range of names. A range may go past the end.</summary>
    private int Mask(Word item, Func<Word, int> read, int lowest, int count)
    {
        var (first, last) = Ends(item);
        var from = read(first) - lowest;
        var steps = (read(last) - lowest - from + count) % count;
        return Enumerable.Range(from, steps + 1).Aggregate(0, (mask, value) => mask | (1 << ((value % count) + lowest)));
    }

    private (Word First, Word Last) Ends(Word item) => item.Split('-') switch
    {
        [var only] => (only, only),
        [var first, var last] => (first, last),
        [_, _, var third, ..] => throw pieces.Error(third.Position, "a range has two ends."),
        _ => throw new InvalidOperationException("A split has at least one part."),
    };

    private int Weekday(Word word) => DateNames.WeekdayOf(word.Text) is >= 0 and var day
        ? day
        : throw pieces.Error(
            word.Position,
            $"{ErrorText.Quote(word.Text)} is not a day of the week; days of the week are {string.Join(", ", DateNames.Weekdays)}." +
            KnownMistakes.OfItem(word.Text, DateNames.Weekdays));

    private int Month(Word word) => DateNames.MonthOf(word.Text) is > 0 and var month
        ? month
        : throw pieces.Error(
            word.Position,
            $"{ErrorText.Quote(word.Text)} is not a month; months are {string.Join(", ", DateNames.Months)}." +
            KnownMistakes.OfItem(word.Text, DateNames.Months));

    private int Monthday(Word word) =>
        word.Text.Length is 1 or 2 && word.Text.All(char.IsAsciiDigit)
            && int.Parse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture) is >= 1 and <= 31 and var day
            ? day
            : throw pieces.Error(
                word.Position,
                $"{ErrorText.Quote(word.Text)} is not a day of the month; days of the month are 1 to 31, L for " +
                "the last, and 15W for the weekday nearest to the 15th.");

    private static string Letters(string word)
    {
        var end = word.AsSpan().IndexOfAny(",-#");
        var first = end < 0 ? word : word[..end];
        return first.Length > 3 && DateNames.WeekdayOf(first) < 0 && first[^1] is 'L' or 'l' ? first[..^1] : first;
    }
}
