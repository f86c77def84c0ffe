using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>Reads dates: <c>2026-12-25</c>, <c>2026-12-24/2027-01-02</c>, <c>dec25,jan1</c>, <c>dec24-jan2</c>.</summary>
internal sealed class DatesParser(PieceParser pieces)
{
    public List<ScheduleDates> Read(Word word) => [.. word.Split(',').Select(ReadOne)];

    private ScheduleDates ReadOne(Word word)
    {
        if (word.Text.Length > 0 && char.IsAsciiDigit(word.Text[0]))
        {
            return word.Split('/') switch
            {
                [var only] => ScheduleDates.On(Date(only)),
                [var first, var last] => Between(word, Date(first), Date(last)),
                [_, _, var third, ..] => throw pieces.Error(third.Position, "a range has two ends."),
                _ => throw new InvalidOperationException("A split has at least one part."),
            };
        }

        if (word.Split('-') is not ([_] or [_, _]) || word.Text.Length == 0)
        {
            throw pieces.Error(
                word.Position, $"a date is expected, such as 2026-12-25, or dec25 for every year, not {ErrorText.Quote(word.Text)}.");
        }

        var ends = word.Split('-');
        var (from, to) = (OfEveryYear(ends[0]), OfEveryYear(ends[^1]));
        return ScheduleDates.YearlyBetween(from.Month, from.Day, to.Month, to.Day);
    }

    private ScheduleDates Between(Word word, DateOnly first, DateOnly last) => first <= last
        ? ScheduleDates.Between(first, last)
        : throw pieces.Error(word.Position, "the range ends before it begins.");

    private DateOnly Date(Word word) =>
        DateOnly.TryParseExact(word.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw pieces.Error(
            word.Position,
            $"{ErrorText.Quote(word.Text)} is not a date; a date is written 2026-12-25, and a range of dates 2026-12-24/2027-01-02.");

    private (int Month, int Day) OfEveryYear(Word word)
    {
        var month = word.Text.Length is 4 or 5 ? DateNames.MonthOf(word.Text[..3]) : 0;
        return month > 0
            && int.TryParse(word.Text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day >= 1 && day <= DateTime.DaysInMonth(2000, month)
                ? (month, day)
                : throw pieces.Error(
                    word.Position,
                    $"{ErrorText.Quote(word.Text)} is not a day of the year; a day is written dec25, and a range dec24-jan2.");
    }
}
