using System.Xml.Linq;

namespace Stopinator.Scheduling.Preview.Html;

/// <summary>The part of the page about one schedule: its week, the reason for the state now, the next changes, and its instances.</summary>
internal static class ScheduleCard
{
    /// <summary>The number of instances that are shown at once; more are folded away.</summary>
    private const int Unfolded = 5;

    public static XElement Of(WeekInstances group)
    {
        var week = group.Week;
        return Markup.Element(
            "article", Markup.Class("card"),
            Markup.Element("h3", Markup.Written(week.Schedule.ToString())),
            Markup.Element(
                "p", Markup.Class("badges"),
                Badge("saving", week.Schedule.ActsOnInstances
                    ? HourText.Count(week.Moments.Length, "moment")
                    : $"saves {HourText.Share(week.SavedShare)}"),
                Badge("", HourText.Count(group.Instances.Length, "instance")),
                Badge("", week.Schedule.TimeZone)),
            WeekDrawing.Of(week),
            ClockChanges(week),
            Notes(week),
            Warnings(week),
            Markup.Element("dl", Entry("Now", week.Decision, HourText.Moment(week.At)), Next(week)),
            week is { Schedule.ActsOnInstances: true, Transitions.IsEmpty: true } ? null
            : week.Transitions.IsEmpty
                ? Markup.Element("p", Markup.Class("note"), "Nothing changes in this week.")
                : Fold($"Transitions of the week: {HourText.Number(week.Transitions.Length)}", isOpen: false, Transitions(week)),
            Fold(HourText.Count(group.Instances.Length, "instance"), group.Instances.Length <= Unfolded, Instances(group)));
    }

    private static IEnumerable<XElement> Next(SchedulePreview week) => week switch
    {
        { NextMoments: [_, ..] moments } => moments.Select((moment, index) => Markup.Element(
            "div",
            Markup.Element("dt", index == 0 ? "Next" : "Then"),
            Markup.Element(
                "dd",
                Markup.Element("time", HourText.Moment(moment.At)),
                Badge(Text.StateText.Of(moment.State), Text.MomentText.Of(moment.State)),
                Markup.Element("bdi", moment.Source)))),
        { NextTransitions.IsEmpty: true } =>
            [Markup.Element("div", Markup.Element("dt", "Next"), Markup.Element("dd", "Nothing changes any more."))],
        _ => week.NextTransitions.Select((transition, index) =>
            Entry(index == 0 ? "Next" : "Then", transition.Decision, HourText.Moment(transition.At))),
    };

    private static XElement Entry(string term, ScheduleDecision decision, string moment) => Markup.Element(
        "div",
        Markup.Element("dt", term),
        Markup.Element(
            "dd",
            Markup.Element("time", moment),
            Badge(Text.StateText.Of(decision.State), Text.StateText.Of(decision.State)),
            Markup.Element("bdi", decision.Why)));

    private static XElement? ClockChanges(SchedulePreview week)
    {
        var changes = week.Grid.Days.Where(day => day.ClockChange is not null)
            .Select(day => $"{HourText.Day(day.Date)}: {day.ClockChange}")
            .ToList();
        return changes.Count == 0 ? null : Markup.Element("p", Markup.Class("note"), $"* {string.Join("; ", changes)}.");
    }

    private static XElement? Notes(SchedulePreview week) => week.Schedule.Notes.IsEmpty
        ? null
        : Markup.Element("p", Markup.Class("note"), string.Join(' ', week.Schedule.Notes));

    private static XElement? Warnings(SchedulePreview week) => week.Schedule.Warnings.IsEmpty ? null : Markup.Element(
        "ul", Markup.Class("warnings"), week.Schedule.Warnings.Select(warning => Markup.Element("li", warning)));

    private static XElement Transitions(SchedulePreview week) => Markup.Table(
        "Transitions of the week", ["When", "To", "Why"],
        week.Transitions.Select(transition => (IEnumerable<object?>)
        [
            HourText.Moment(transition.At), Text.StateText.Of(transition.To), Markup.Element("bdi", transition.Decision.Why),
        ]));

    private static XElement Instances(WeekInstances group) => Markup.Table(
        "Instances with this schedule", ["Instance", "Name"],
        group.Instances.Select(instance => (IEnumerable<object?>)[Markup.Written(instance.Id), Markup.Element("bdi", instance.Name)]));

    private static XElement Fold(string summary, bool isOpen, XElement content) => Markup.Element(
        "details", isOpen ? Markup.Attribute("open", "open") : null, Markup.Element("summary", summary), content);

    private static XElement Badge(string kind, string text) => Markup.Element("span", Markup.Class($"badge {kind}".TrimEnd()), text);
}
