using System.Globalization;
using System.Text;

namespace Stopinator.Scheduling.Preview;

/// <summary>Draws a week as text: one line for each day, two cells for each hour.</summary>
internal static class WeekText
{
    private const int Quarter = 15;
    private const string Margin = "            ";

    public static string Of(SchedulePreview week)
    {
        var text = new StringBuilder();
        text.Append(PlainText.Of(week.Schedule.ToString())).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{TitleOf(week)}, {week.Schedule.TimeZone}\n\n");
        AppendGrid(text, week.Grid, week.Schedule.ActsOnInstances);
        text.Append('\n').Append(SavingsOf(week)).Append("\n\n");

        text.Append(CultureInfo.InvariantCulture, $"At    {HourText.Moment(week.At)}  {PlainText.Of(week.Decision.ToString())}\n");
        for (var next = 0; next < week.NextTransitions.Length; next++)
        {
            var transition = week.NextTransitions[next];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(next == 0 ? "next" : "then")}  {HourText.Moment(transition.At)}  {PlainText.Of(transition.Decision.ToString())}\n");
        }

        for (var next = 0; next < week.NextMoments.Length; next++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(next == 0 ? "next" : "then")}  {HourText.Moment(week.NextMoments[next])}\n");
        }

        AppendChanges(text, week);
        foreach (var note in week.Schedule.Notes)
        {
            text.Append("Note: ").Append(note).Append('\n');
        }

        foreach (var warning in week.Schedule.Warnings)
        {
            text.Append("Mind: ").Append(PlainText.Of(warning)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Returns the title, which tells which days are shown.</summary>
    public static string TitleOf(SchedulePreview week) => $"{(week.IsAhead ? "Seven days from" : "Week of")} {HourText.LongDay(week.From)}";

    public static string SavingsOf(SchedulePreview week) => week.Schedule.ActsOnInstances
        ? $"{HourText.Count(week.Moments.Length, "moment")} in seven days. Between moments the schedule asks for nothing, so no hours are "
            + "counted as saved."
        : $"Running {HourText.Of(week.Running)}, stopped {HourText.Of(week.Stopped)}"
            + (week.Unmanaged > TimeSpan.Zero ? $", left alone {HourText.Of(week.Unmanaged)}" : "")
            + $" of {HourText.Of(week.To - week.From)}: saves {HourText.Share(week.SavedShare)} against always on.";

    private static void AppendGrid(StringBuilder text, WeekGrid grid, bool hasMoments)
    {
        var drawn = new HashSet<char>();
        text.Append(Margin).Append("0     3     6     9     12    15    18    21    24\n");
        foreach (var day in grid.Days)
        {
            var cells = string.Concat(Enumerable.Range(0, WeekDay.Minutes / (2 * Quarter)).Select(cell => CellOf(day, cell * 2 * Quarter)));
            drawn.UnionWith(cells);
            var last = hasMoments ? string.Join(", ", day.Moments.Select(HourText.Short)) : HourText.Of(day.Running);
            text.Append($"{HourText.Day(day.Date)}  {cells}  {last}".TrimEnd());
            text.Append(day.ClockChange is { } change ? $" ({change})\n" : "\n");
        }

        (char[] Cells, string Meaning)[] legend =
        [
            (['█'], "█ running"),
            (['·'], "· stopped"),
            (['-'], "- left alone"),
            (['▌', '▐'], "▌▐ running for a quarter"),
            (['▒'], "▒ both"),
            (['▲'], "▲ start"),
            (['▼'], "▼ stop"),
            (['◆'], "◆ start and stop"),
            ([' '], "blank: the clock skips it"),
        ];
        text.Append(Margin)
            .AppendJoin("   ", legend.Where(entry => drawn.Overlaps(entry.Cells)).Select(entry => entry.Meaning))
            .Append('\n');
    }

    private static void AppendChanges(StringBuilder text, SchedulePreview week)
    {
        // The grid names the moments.
        if (week.Schedule.ActsOnInstances && week.Transitions.IsEmpty)
        {
            return;
        }

        text.Append('\n').Append(week.Transitions.IsEmpty ? "Nothing changes in this week.\n" : "Transitions of the week\n");
        foreach (var day in week.Transitions.GroupBy(transition => DateOnly.FromDateTime(transition.At.DateTime)))
        {
            var changes = string.Join(
                ", ", day.Select(transition => $"{HourText.Clock(transition.At)} {Text.StateText.Of(transition.To)}"));
            text.Append(CultureInfo.InvariantCulture, $"{HourText.Day(day.Key)}  {changes}\n");
        }
    }

    private static char CellOf(WeekDay day, int minute) => MarkOf(day, minute) ?? BarOf(day, minute);

    private static char BarOf(WeekDay day, int minute) => (QuarterOf(day, minute), QuarterOf(day, minute + Quarter)) switch
    {
        var (left, right) when left == right => left,
        ('█', '·') => '▌',
        ('·', '█') => '▐',
        (' ', var right) => right,
        (var left, ' ') => left,
        _ => '▒',
    };

    private static char? MarkOf(WeekDay day, int minute)
    {
        char? mark = null;
        foreach (var moment in day.Moments)
        {
            var at = (int)moment.At.TimeOfDay.TotalMinutes;
            if (at >= minute && at < minute + (2 * Quarter))
            {
                var own = moment.State == DesiredState.Running ? '▲' : '▼';
                mark = mark is null || mark == own ? own : '◆';
            }
        }

        return mark;
    }

    private static char QuarterOf(WeekDay day, int minute)
    {
        var drawn = ' ';
        foreach (var piece in day.Pieces)
        {
            if (piece.From < minute + Quarter && piece.To > minute)
            {
                var cell = CellOf(piece.State);
                drawn = drawn == ' ' || drawn == cell ? cell : '▒';
            }
        }

        return drawn;
    }

    private static char CellOf(DesiredState state) => state switch
    {
        DesiredState.Running => '█',
        DesiredState.Stopped => '·',
        _ => '-',
    };
}
