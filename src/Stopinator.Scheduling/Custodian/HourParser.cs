using System.Globalization;
using System.Text.RegularExpressions;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Custodian;

/// <summary>Reads days and hours: <c>(m-f,19)</c>, <c>[(m-f,21),(u,18)]</c>. Cloud Custodian ignores brackets.</summary>
internal sealed partial class HourParser(Word value, Func<Word, string, ScheduleFormatException> error, List<string> warnings)
{
    private const string DayLetters = "mtwhfsu";

    public OnOffHours Read()
    {
        if (!Usual().IsMatch(value.Text))
        {
            warnings.Add(
                $"{ErrorText.Quote(value.Text)} has its brackets in unusual places. Cloud Custodian ignores " +
                "brackets; write [(m-f,21),(u,18)].");
        }

        return new([.. Entries().Select(ReadEntry)]);
    }

    // Each entry except the first begins after a comma and a parenthesis.
    private IEnumerable<List<Word>> Entries()
    {
        var characters = value.Text.Select((character, index) => (Character: character, Index: index))
            .Where(pair => pair.Character is not ('[' or ']'))
            .ToList();
        var entry = new List<Word>();
        var (token, start) = ("", 0);
        for (var i = 0; i < characters.Count; i++)
        {
            switch (characters[i].Character)
            {
                case ',' when i + 1 < characters.Count && characters[i + 1].Character == '(':
                    entry.Add(Token());
                    yield return entry;
                    entry = [];
                    break;
                case ',':
                    entry.Add(Token());
                    break;
                case '(' or ')':
                    break;
                default:
                    start = token.Length == 0 ? characters[i].Index : start;
                    token += characters[i].Character;
                    break;
            }
        }

        entry.Add(Token());
        yield return entry;

        Word Token()
        {
            var word = new Word(token, value.Position + start);
            token = "";
            return word;
        }
    }

    private (int Days, int Hour) ReadEntry(List<Word> entry)
    {
        if (entry is not [var days, var hour])
        {
            throw error(entry[0], "days and an hour are expected, such as (m-f,19); several are [(m,19),(w,19)].");
        }

        return (Days(days), Hour(hour));
    }

    private int Hour(Word word) =>
        word.Text.Length > 0 && word.Text.All(char.IsAsciiDigit) && word.Text.TrimStart('0') is { Length: <= 2 } digits
        && int.TryParse($"0{digits}", NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23
            ? hour
            : throw error(word, $"{ErrorText.Quote(word.Text)} is not an hour; hours are 0 to 23, without minutes.");

    private int Days(Word word)
    {
        if (Day(word.Text) is >= 0 and var only)
        {
            return 1 << only;
        }

        // Cloud Custodian drops unknown parts of a range, as long as two days remain.
        if (word.Text.Split('-') is not [var first, var last] || Day(first) < 0 || Day(last) < 0)
        {
            throw error(
                word,
                $"{ErrorText.Quote(word.Text)} is neither a day nor a range of two days; " +
                "days are m, t, w, h (Thursday), f, s, u (Sunday).");
        }

        var (from, to) = (Day(first), Day(last));
        return Enumerable.Range(from, ((to - from + 7) % 7) + 1).Aggregate(0, (mask, day) => mask | (1 << (day % 7)));
    }

    private static int Day(string text) => text.Length == 1 ? DayLetters.IndexOf(text[0], StringComparison.Ordinal) : -1;

    [GeneratedRegex(
        @"^(\(\w(-\w)?,\d\d?\)(,\(\w(-\w)?,\d\d?\))*|\[\(\w(-\w)?,\d\d?\)(,\(\w(-\w)?,\d\d?\))*\]|\[\w(-\w)?,\d\d?\])$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Usual();
}
