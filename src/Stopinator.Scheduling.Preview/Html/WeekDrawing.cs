using System.Globalization;
using System.Xml.Linq;

namespace Stopinator.Scheduling.Preview.Html;

/// <summary>Draws a week to the minute, one row for each day.</summary>
internal static class WeekDrawing
{
    private const double Left = 92, Right = 84, Top = 26, Row = 24, Gap = 5, HourWidth = 24;
    private const double Width = Left + (24 * HourWidth) + Right;

    public static XElement Of(SchedulePreview week)
    {
        var bottom = Top + (week.Grid.Days.Length * (Row + Gap));
        return Markup.Drawing(
            Width, bottom, $"The week of the schedule {week.Schedule}. {WeekText.SavingsOf(week)}",
            Enumerable.Range(0, 9).Select(step => Markup.Label(
                Left + (step * 3 * HourWidth), 16, "middle", string.Create(CultureInfo.InvariantCulture, $"{step * 3}"))),
            week.Grid.Days.Select((day, index) => DayOf(day, Top + (index * (Row + Gap)), week.Schedule.ActsOnInstances)),
            Enumerable.Range(1, 7).Select(step => Markup.Line(X(step * 3 * 60), Top, X(step * 3 * 60), bottom - Gap, "rule")),
            Now(week));
    }

    private static IEnumerable<XElement> DayOf(WeekDay day, double y, bool hasMoments)
    {
        yield return Markup.Label(Left - 12, y + 16.5, "end", HourText.Day(day.Date));
        yield return Markup.Rectangle(Left, y, 24 * HourWidth, Row, "skipped", day.ClockChange);
        foreach (var piece in day.Pieces)
        {
            // An hour that occurs twice shows its second pass in the lower half.
            var (shift, height) = piece.IsSecondPass ? (Row / 2, Row / 2) : (0, Row);
            var title = string.Create(
                CultureInfo.InvariantCulture,
                $"{HourText.Day(day.Date)} " +
                $"{Clock(piece.From)}-{Clock(piece.To)}{(piece.IsSecondPass ? ", the second time" : "")}: " +
                $"{Text.StateText.Of(piece.State)}");
            yield return Markup.Rectangle(
                X(piece.From), y + shift, X(piece.To) - X(piece.From), height, Text.StateText.Of(piece.State), title);
        }

        foreach (var moment in day.Moments)
        {
            yield return MarkOf(moment, y);
        }

        var hours = hasMoments ? "" : HourText.Of(day.Running);
        yield return Markup.Label(Width - Right + 14, y + 16.5, "start", hours + (day.ClockChange is null ? "" : " *"));
    }

    /// <summary>Draws a triangle that points up for a start and down for a stop, with its tip at the moment.</summary>
    private static XElement MarkOf(ScheduleMoment moment, double y)
    {
        var (x, isStart) = (X(moment.At.TimeOfDay.TotalMinutes), moment.State == DesiredState.Running);
        var (tip, foot) = isStart ? (y + 4, y + Row - 4) : (y + Row - 4, y + 4);
        return Markup.Element(
            "g",
            Markup.Element("title", HourText.Moment(moment)),
            Markup.Line(x, y, x, y + Row, "mark"),
            Markup.Element(
                "polygon",
                Markup.Class(isStart ? "start" : "stop"),
                Markup.Attribute(
                    "points", string.Create(CultureInfo.InvariantCulture, $"{x},{tip} {x - 7},{foot} {x + 7},{foot}"))));
    }

    private static IEnumerable<XElement> Now(SchedulePreview week)
    {
        var row = week.Grid.Days.Select(day => day.Date).ToList().IndexOf(DateOnly.FromDateTime(week.At.DateTime));
        var (x, y) = (X(week.At.TimeOfDay.TotalMinutes), Top + (row * (Row + Gap)));
        yield return Markup.Element(
            "g",
            Markup.Element("title", $"now: {week.Decision}"),
            Markup.Line(x, y - 3, x, y + Row + 3, "halo"),
            Markup.Line(x, y - 3, x, y + Row + 3, "now"));
    }

    private static double X(double minute) => Left + (minute / 60 * HourWidth);

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
