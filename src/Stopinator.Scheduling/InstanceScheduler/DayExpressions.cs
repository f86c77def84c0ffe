using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Calendar;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>
/// Reads the expressions of one field of a period: values, names, ranges, steps, <c>L</c>, <c>mon#2</c>, <c>friL</c>, <c>15W</c>, in lists.
/// A step is the whole number as written, at least 1.
/// </summary>
internal sealed class DayExpressions(DayField field, JsonPart part)
{
    private const int TooLarge = 1_000_000;

    private DayRule _rule;

    /// <summary>Adds the days of a field to the days of the other fields.</summary>
    public static DayRule Read(DayRule rule, DayField field, JsonPart part)
    {
        var items = part.IsText ? [part] : Fields.Items(part);
        return items.Count == 0
            ? throw part.Error($"the list is empty. Leave '{field.Name}' out when every one is meant.")
            : items.Aggregate(rule, (read, item) => new DayExpressions(field, item) { _rule = read }.ReadList());
    }

    private DayRule ReadList()
    {
        foreach (var item in new Word(part.String(), 0).Split(','))
        {
            ReadItem(Trimmed(item));
        }

        return _rule;
    }

    private void ReadItem(Word item)
    {
        if (item.Text.Length == 0)
        {
            throw Error(item, "an expression is missing.");
        }

        if (item.Text is "*" or "?")
        {
            Add(field.Lowest, field.Count, 1);
        }
        else if (item.Is("L"))
        {
            ReadLast(item);
        }
        else if (TryValue(item.Text, out var value))
        {
            Add(InDomain(item, value), 1, 1);
        }
        else if (item.Text.Contains('/', StringComparison.Ordinal))
        {
            ReadStep(item);
        }
        else if (item.Text.Contains('-', StringComparison.Ordinal))
        {
            ReadRange(item, step: 1);
        }
        else
        {
            ReadSpecial(item);
        }
    }

    private void ReadLast(Word item)
    {
        _rule = field.Name switch
        {
            "weekdays" => _rule with { Weekdays = _rule.Weekdays | (1 << field.Highest) },
            "monthdays" => _rule with { LastMonthday = true },
            _ => throw Error(item, "'L' is not used for months; the last one is 12."),
        };
    }

    private void ReadStep(Word item)
    {
        if (item.Split('/') is not [var range, var every]
            || every.Text.Trim() is not { Length: > 0 } digits
            || !digits.All(char.IsAsciiDigit))
        {
            throw Error(item, "a step is written <start>/<step> or <first>-<last>/<step>, such as 1/2 or mon-fri/2.");
        }

        var step = Number(digits);
        if (step < 1)
        {
            throw Error(every, "a step is 1 or more.");
        }

        if (range.Text.Contains('-', StringComparison.Ordinal))
        {
            ReadRange(range, step);
        }
        else if (TryValue(range.Text, out var start))
        {
            Add(InDomain(range, start), field.Highest - start + 1, step);
        }
        else
        {
            var example = string.Create(CultureInfo.InvariantCulture, $"{field.Lowest}/{step}");
            throw Error(
                range, $"a step begins with {field.What}, not {ErrorText.Quote(range.Text)}; from the first one on it is {example}.");
        }
    }

    private void ReadRange(Word item, int step)
    {
        if (item.Split('-') is not [var first, var last])
        {
            throw Error(item, "a range has two ends.");
        }

        (first, last) = (Trimmed(first), Trimmed(last));
        var from = Value(first);
        var to = last.Is("L") && field == DayField.Monthdays ? field.Highest : Value(last);
        if (to < from && !field.Wraps)
        {
            var instead = string.Create(CultureInfo.InvariantCulture, $"{from}-L,1-{to}");
            throw Error(item, $"a range of days of the month does not go past its end. Write {instead}.");
        }

        Add(from, to < from ? to - from + field.Count + 1 : to - from + 1, step);
    }

    private void ReadSpecial(Word item)
    {
        if (field == DayField.Weekdays && item.Split('#') is [var name, var nth] && TryValue(name.Text, out var weekday))
        {
            if (nth.Text is not [>= '1' and <= '5'])
            {
                throw Error(nth, "after '#' a number from 1 to 5 is expected: mon#2 is the second Monday of a month.");
            }

            _rule = _rule with { NthWeekdays = _rule.NthWeekdays | (1UL << (((nth.Text[0] - '1') * 7) + InDomain(name, weekday))) };
        }
        else if (field == DayField.Weekdays && item.Text is [.., 'L' or 'l'] && TryValue(item.Text[..^1], out weekday))
        {
            _rule = _rule with { LastWeekdays = _rule.LastWeekdays | (1 << InDomain(item, weekday)) };
        }
        else if (field == DayField.Monthdays && item.Text is [.., 'W' or 'w'] && TryValue(item.Text[..^1], out var day))
        {
            _rule = _rule with { NearestWeekdays = _rule.NearestWeekdays | (1U << InDomain(item, day)) };
        }
        else
        {
            var names = field == DayField.Weekdays ? DateNames.Weekdays : field == DayField.Months ? DateNames.Months : [];
            throw Error(item, $"{ErrorText.Quote(item.Text)} is not {field.What}.{KnownMistakes.OfItem(item.Text, names)}");
        }
    }

    /// <summary>Adds values from a start on, and continues at the beginning of the field when they go past its end.</summary>
    private void Add(int start, int length, int step)
    {
        var mask = 0U;
        for (var i = 0; i < length; i += step)
        {
            mask |= 1U << (((start - field.Lowest + i) % field.Count) + field.Lowest);
        }

        _rule = field.Name switch
        {
            "weekdays" => _rule with { Weekdays = _rule.Weekdays | (int)mask },
            "monthdays" => _rule with { Monthdays = _rule.Monthdays | mask },
            _ => _rule with { Months = _rule.Months | (int)mask },
        };
    }

    private int Value(Word word) => TryValue(word.Text, out var value)
        ? InDomain(word, value)
        : throw Error(word, $"{ErrorText.Quote(word.Text)} is not {field.What}.");

    private int InDomain(Word word, int value) => value >= field.Lowest && value <= field.Highest
        ? value
        : throw Error(
            word,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ErrorText.Quote(word.Text)} is not {field.What}; those are {field.Lowest} to {field.Highest}."));

    private bool TryValue(string text, out int value)
    {
        var isNumber = text.Length > 0 && text.All(char.IsAsciiDigit);
        value = isNumber ? Number(text) : field.ValueOf(text);
        return isNumber || value >= field.Lowest;
    }

    private static int Number(string digits) => digits.Aggregate(0, (number, digit) => Math.Min((number * 10) + digit - '0', TooLarge));

    private static Word Trimmed(Word word)
    {
        var start = word.Text.Length - word.Text.TrimStart().Length;
        return new(word.Text.Trim(), word.Position + start);
    }

    private ScheduleFormatException Error(Word word, string problem) =>
        part.Error(
            string.Create(
                CultureInfo.InvariantCulture, $"{ErrorText.Quote(part.String())} is malformed at position {word.Position}: {problem}"),
            word.Position);
}
