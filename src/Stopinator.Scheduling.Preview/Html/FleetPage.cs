using System.Xml.Linq;

namespace Stopinator.Scheduling.Preview.Html;

/// <summary>
/// The page of a fleet: the sums, the week of the whole fleet, the instances that need attention, and the week of each schedule.
/// </summary>
internal sealed class FleetPage(FleetPreview fleet, string? title)
{
    // If a text ever got past the escaping, the browser would still run and load nothing.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>The week that represents the fleet: the week of the zone with the most instances.</summary>
    private readonly SchedulePreview _frame = fleet.Groups
        .GroupBy(group => group.Week.Schedule.TimeZone, StringComparer.Ordinal)
        .MaxBy(zone => zone.Sum(group => group.Instances.Length))?.First().Week ?? WeekOfNothing(fleet);

    private string Title => title ?? (fleet.IsAhead ? "The week ahead" : $"The week of {HourText.LongDay(_frame.From)}");

    public string Render() =>
        "<!DOCTYPE html>\n" +
        $"{Markup.Element("html", Markup.Attribute("lang", "en"), Head(), Body()).ToString(SaveOptions.DisableFormatting)}\n";

    private XElement Head() => Markup.Element(
        "head",
        Meta("charset", "utf-8"),
        Meta("name", "viewport", "width=device-width, initial-scale=1"),
        Meta("name", "color-scheme", "light dark"),
        Meta("http-equiv", "Content-Security-Policy", Policy),
        Markup.Element("title", Title),
        new XElement("style", PageStyle.Css));

    private XElement Body() => Markup.Element(
        "body",
        Markup.Element("a", Markup.Class("skip"), Markup.Attribute("href", "#schedules"), "Skip to the schedules"),
        Markup.Element(
            "header",
            Markup.Heading(1, Title),
            Markup.Element(
                "p",
                $"{HourText.LongDay(_frame.From)} to {HourText.LongDay(_frame.Grid.Days[^1].Begin)}",
                Markup.Element("br"),
                $"as of {HourText.Moment(_frame.At)}, {_frame.Schedule.TimeZone}")),
        Markup.Element("main", Tiles(), Load(), Attention(), Schedules(), WithoutSchedule()),
        Markup.Element(
            "footer",
            Markup.Element(
                "p",
                "Hours are what the schedules ask for, each in its own time zone, and count instances of all sizes " +
                "alike. Hours in which an instance is left alone are not counted as saved. Volumes and addresses of " +
                "a stopped instance cost what they cost before.")));

    private static SchedulePreview WeekOfNothing(FleetPreview fleet) =>
        new WeekPreviews(fleet.At, fleet.IsAhead).Of(PowerSchedule.Unmanaged);

    private XElement Tiles()
    {
        var scheduled = fleet.Groups.Sum(group => group.Instances.Length);
        var problems = fleet.Instances.Count(instance => instance.Problem is not null);
        return Markup.Element(
            "section", Markup.Class("tiles"), Markup.Attribute("aria-label", "Summary"),
            Tile("main", HourText.Share(fleet.SavedShare), "fewer hours than always on"),
            Tile(
                "", HourText.Of(Math.Round(fleet.StoppedHours)), $"stopped, of {HourText.Of(Math.Round(fleet.AlwaysOnHours))} in the week"),
            Tile(
                "",
                HourText.Number(scheduled),
                $"of {HourText.Count(fleet.Instances.Length, "instance")} on {HourText.Count(fleet.Groups.Length, "schedule")}"),
            Tile(
                problems > 0 ? "bad" : "",
                HourText.Number(problems),
                problems == 1 ? "instance needs attention" : "instances need attention"));
    }

    private XElement? Load() => fleet.Groups.IsEmpty ? null : Markup.Element(
        "section", Markup.Class("card"),
        Markup.Heading(2, "Instances that should run"),
        LoadDrawing.Of(fleet, _frame),
        Legend());

    private XElement? Attention() => InstancesWithout(
        instance => instance.Problem is not null,
        "attention",
        "Needs attention",
        "The schedules of these instances cannot be read. They are left alone until their tags are put right.",
        "Why",
        instance => instance.Problem);

    private XElement? WithoutSchedule() => InstancesWithout(
        instance => instance.Problem is null && instance.Week is null,
        "none",
        "Without a schedule",
        "The tags of these instances name no schedule, or exempt them. They are left alone.",
        "What happens",
        instance => instance.Explanation);

    private XElement Schedules() => Markup.Element(
        "section", Markup.Attribute("id", "schedules"),
        Markup.Heading(2, "Schedules"),
        fleet.Groups.Select(group => ScheduleCard.Of(group)));

    private XElement? InstancesWithout(
        Func<InstancePreview, bool> filter, string id, string heading, string text, string column, Func<InstancePreview, string?> why)
    {
        var instances = fleet.Instances.Where(filter).ToList();
        return instances.Count == 0 ? null : Markup.Element(
            "section", Markup.Class($"card {id}"), Markup.Attribute("id", id),
            Markup.Heading(2, heading),
            Markup.Element("p", text),
            Markup.Element(
                "div",
                Markup.Class("frame"),
                Markup.Attribute("tabindex", "0"),
                Markup.Attribute("role", "region"),
                Markup.Attribute("aria-label", heading),
                Markup.Table(
                    HourText.Count(instances.Count, "instance"),
                    ["Instance", "Name", column],
                    instances.Select(instance => (IEnumerable<object?>)
                    [
                        Markup.Written(instance.Instance.Id), Markup.Element("bdi", instance.Instance.Name), why(instance),
                    ]))));
    }

    private static XElement Legend() =>
        Markup.Element(
            "p",
            Markup.Class("legend"),
            Key("running", "running"),
            Key("stopped", "stopped"),
            Key("unmanaged", "left alone"),
            Key("start", "start"),
            Key("stop", "stop"),
            Key("now", "now"));

    private static XElement Key(string kind, string text) =>
        Markup.Element("span", Markup.Element("i", Markup.Class(kind), Markup.Attribute("aria-hidden", "true")), text);

    private static XElement Tile(string kind, string value, string text) =>
        Markup.Element("div", Markup.Class($"tile {kind}".TrimEnd()), Markup.Element("strong", value), Markup.Element("span", text));

    private static XElement Meta(string key, string value, string? content = null) =>
        Markup.Element("meta", Markup.Attribute(key, value), content is null ? null : Markup.Attribute("content", content));
}
