using Stopinator.Diagnostics;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Catalog;

/// <summary>Reads a catalog of named schedules from JSON.</summary>
/// <param name="files">The calendars of files, by the text that stands for them in the JSON.</param>
internal sealed class CatalogReader(IReadOnlyDictionary<string, IScheduleCalendar> files)
{
    private static readonly string[] CatalogProperties = ["$schema", "timeZone", "calendars", "schedules"];
    private static readonly string[] ScheduleProperties =
    [
        "description", "timeZone", "windows", "moments", "specialDays", "calendars", "stop", "retain", "maxRuntime", "override",
    ];

    private static readonly string[] OverrideProperties = ["state", "until"];

    // The days of a calendar in the time zone of a schedule.
    private readonly Dictionary<string, Func<string, IReadOnlyList<SpecialDay>>> _calendars = new(StringComparer.OrdinalIgnoreCase);
    private string? _timeZone;

    public ScheduleCatalog Read(JsonPart document)
    {
        var properties = document.Properties("the catalog", CatalogProperties);
        _timeZone = ZoneOf(properties);
        foreach (var (name, part) in properties.TryGetValue("calendars", out var calendars) ? calendars.Entries("'calendars'") : [])
        {
            Add(_calendars, name, CalendarOf(part), part, "calendars");
        }

        if (!properties.TryGetValue("schedules", out var list))
        {
            throw document.Error("the catalog has no 'schedules'.");
        }

        var schedules = new Dictionary<string, PowerSchedule>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, part) in list.Entries("'schedules'"))
        {
            Add(schedules, name, ScheduleOf(part), part, "schedules");
        }

        return new(schedules, _timeZone);
    }

    private static void Add<T>(Dictionary<string, T> named, string name, T value, JsonPart part, string what)
    {
        if (ScheduleName.ProblemOf(name) is { } problem)
        {
            throw part.Error($"{ErrorText.Quote(name)} is not a valid name: {problem}");
        }

        if (!named.TryAdd(name, value))
        {
            throw part.Error($"there are two {what} {ErrorText.Quote(name)}; upper and lower case are the same.");
        }
    }

    private PowerSchedule ScheduleOf(JsonPart part)
    {
        if (part.IsText)
        {
            return part.Read(text => PowerSchedule.Parse(text, _timeZone));
        }

        var properties = part.Properties("a schedule", ScheduleProperties);
        _ = properties.TryGetValue("description", out var description) ? description.String() : null;
        var timeZone = ZoneOf(properties) ?? _timeZone ?? throw part.Error("the schedule has no 'timeZone', and neither has the catalog.");
        try
        {
            var schedule = RulesOf(part, properties, timeZone);
            if (properties.TryGetValue("stop", out var stop))
            {
                var (mode, fallback) = TermsText.ModeOf(stop.String()) ?? throw stop.Error(
                    $"{ErrorText.Quote(stop.String())} is not a way to stop; those are {TermsText.WaysToStop}.");
                schedule = schedule.WithStopMode(mode, fallback);
            }

            return (properties.TryGetValue("retain", out var retain) ? schedule.WithRetain(retain.Boolean()) : schedule)
                .WithOverride(properties.TryGetValue("override", out var overriding) ? OverrideOf(overriding) : null);
        }
        catch (ArgumentException exception)
        {
            throw part.Error(ErrorText.MessageOf(exception), innerException: exception);
        }
    }

    private PowerSchedule RulesOf(JsonPart part, Dictionary<string, JsonPart> properties, string timeZone)
    {
        TimeSpan? maxRuntime = properties.TryGetValue("maxRuntime", out var runtime)
            ? TermsText.TryRead(runtime.String(), out var time)
                ? time
                : throw runtime.Error($"{ErrorText.Quote(runtime.String())} is not a time, such as 8h, 90m or 1h30m.")
            : null;
        var special = SpecialDaysOf(properties, timeZone);
        return (properties.TryGetValue("windows", out var windows), properties.TryGetValue("moments", out var moments)) switch
        {
            (true, true) => throw part.Error("the schedule has 'windows' and 'moments'; a schedule has one of them."),
            (true, _) when maxRuntime is not null => throw runtime.Error(
                "'maxRuntime' cannot stand beside windows, which would start again what it stops. It stands alone or beside moments."),
            (true, _) => new(timeZone, windows.Items().Select(item => item.Read(ScheduleWindow.Parse)), special),
            (_, true) => PowerSchedule.OfMoments(
                timeZone, moments.Items().Select(item => item.Read(ScheduleMomentRule.Parse)), special, maxRuntime),
            _ when maxRuntime is { } alone => special.Count == 0
                ? PowerSchedule.OfMaxRuntime(alone)
                : throw part.Error("the schedule has special days, but no 'windows' and no 'moments' for them."),
            _ => throw part.Error(
                "the schedule has no 'windows'; an empty list never runs. It may have 'moments' or 'maxRuntime' instead."),
        };
    }

    /// <summary>
    /// Returns the special days of the calendars, in their order, and then those of the schedule itself, which replace others with the same
    /// dates.
    /// </summary>
    private List<SpecialDay> SpecialDaysOf(Dictionary<string, JsonPart> properties, string timeZone)
    {
        List<SpecialDay> days = [];
        foreach (var part in properties.TryGetValue("calendars", out var calendars) ? calendars.Items() : [])
        {
            var name = part.String();
            Merge(_calendars.TryGetValue(name, out var calendar)
                ? calendar(timeZone)
                : throw part.Error(
                    $"there is no calendar {ErrorText.Quote(name)}.{(name.Length > 64 ? "" : Suggestion.For(name, _calendars.Keys))}"));
        }

        if (properties.TryGetValue("specialDays", out var own))
        {
            Merge(SpecialDaysOf(own));
        }

        return days;

        void Merge(IReadOnlyList<SpecialDay> later)
        {
            var dates = later.Select(day => day.Dates).ToHashSet();
            days.RemoveAll(day => dates.Contains(day.Dates));
            days.AddRange(later);
        }
    }

    private Func<string, IReadOnlyList<SpecialDay>> CalendarOf(JsonPart part)
    {
        if (!part.IsText)
        {
            var days = SpecialDaysOf(part);
            return _ => days;
        }

        var file = part.String();
        return files.TryGetValue(file, out var calendar)
            ? calendar.SpecialDaysIn
            : throw part.Error(
                $"the calendar is the file {ErrorText.Quote(file)}, which was not given. A source of the package " +
                "Stopinator.Scheduling.Sources reads the files that a catalog names; without it a calendar is a list of special days.");
    }

    private static List<SpecialDay> SpecialDaysOf(JsonPart list) => [.. list.Items().Select(item => item.Read(SpecialDay.Parse))];

    private static string? ZoneOf(Dictionary<string, JsonPart> properties) =>
        properties.TryGetValue("timeZone", out var part) ? part.Read(TimeZones.Get).Id : null;

    private static ScheduleOverride OverrideOf(JsonPart part)
    {
        var properties = part.Properties("an override", OverrideProperties);
        return properties.TryGetValue("state", out var state) && properties.TryGetValue("until", out var until)
            ? new(
                StateText.TryRead(state.String(), out var known)
                    ? known
                    : throw state.Error($"{ErrorText.Quote(state.String())} is not a state; states are running, stopped and unmanaged."),
                UntilText.TryRead(until.String(), out var instant)
                    ? instant
                    : throw until.Error($"{ErrorText.Quote(until.String())} is not an instant with an offset, such as 2026-11-21T22:00Z."))
            : throw part.Error("an override has 'state' and 'until'.");
    }
}
