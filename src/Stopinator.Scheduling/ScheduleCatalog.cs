using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Catalog;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>A catalog of schedules by name, so that a tag can say <c>office-hours</c>.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class ScheduleCatalog
{
    private readonly FrozenDictionary<string, PowerSchedule> _schedules;
    private readonly bool _takesText;

    internal ScheduleCatalog(Dictionary<string, PowerSchedule> schedules, string? timeZone, bool takesText = true)
    {
        _schedules = schedules.ToFrozenDictionary(schedules.Comparer);
        _takesText = takesText;
        TimeZone = timeZone;
    }

    /// <summary>A catalog without names, in which every value is read as a schedule on one line.</summary>
    public static ScheduleCatalog Empty { get; } = new(new(StringComparer.OrdinalIgnoreCase), timeZone: null);

    /// <summary>The schedules by name.</summary>
    public IReadOnlyDictionary<string, PowerSchedule> Schedules => _schedules;

    /// <summary>The IANA name of the time zone of schedules that name none; null when each schedule has to name its own.</summary>
    public string? TimeZone { get; }

    /// <summary>
    /// Reads a catalog from JSON: <c>{ "timeZone": ..., "calendars": { name: [ special days ] }, "schedules": { name: schedule } }</c>. A
    /// schedule is one line of text, or an object with <c>timeZone</c>, <c>windows</c>, <c>specialDays</c>, <c>calendars</c>,
    /// <c>override</c>. Names that differ only in case are the same name.
    /// </summary>
    /// <exception cref="ScheduleFormatException">
    /// The text is not a catalog; the message names the path, the position and the rule.
    /// </exception>
    public static ScheduleCatalog Parse(string json) => Parse(json, new Dictionary<string, IScheduleCalendar>(StringComparer.Ordinal));

    /// <summary>
    /// Reads a catalog from JSON whose calendars may be files: <c>"calendars": { "france": "france.ics" }</c>. Everything else is as in
    /// <see cref="Parse(string)"/>.
    /// </summary>
    /// <param name="json">The catalog.</param>
    /// <param name="calendars">The calendars by the text that stands for them in the JSON, e.g. <c>france.ics</c>.</param>
    /// <exception cref="ScheduleFormatException">
    /// The text is not a catalog, or a calendar that it names is not among the given ones.
    /// </exception>
    public static ScheduleCatalog Parse(string json, IReadOnlyDictionary<string, IScheduleCalendar> calendars)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        return new CatalogReader(calendars).Read(JsonPart.Parse(json));
    }

    /// <summary>Reads a catalog from JSON.</summary>
    /// <returns>True when the text is a catalog.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out ScheduleCatalog? catalog) =>
        Parsing.Try(json, Parse, out catalog);

    /// <summary>
    /// Returns the schedule that a value stands for: the schedule of this name or, in Stopinator's own notation, the schedule that the
    /// value spells out.
    /// </summary>
    /// <param name="value">The value of a tag; surrounding white space is ignored.</param>
    /// <exception cref="UnknownScheduleException">The value is a name, and the catalog has no such schedule.</exception>
    /// <exception cref="ScheduleFormatException">The value is neither a name nor a schedule.</exception>
    public PowerSchedule Resolve(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var name = value.Trim();
        if (_schedules.TryGetValue(name, out var schedule))
        {
            return schedule;
        }

        if (!_takesText)
        {
            throw Unknown(name);
        }

        try
        {
            return PowerSchedule.Parse(value, TimeZone);
        }
        catch (ScheduleFormatException) when (ScheduleName.LooksLikeOne(name))
        {
            throw Unknown(name);
        }
    }

    private UnknownScheduleException Unknown(string name)
    {
        var names = _schedules.Keys.Order(StringComparer.Ordinal).Take(20).Select(key => ErrorText.Clean(key));
        var known = _schedules.Count == 0 ? "The catalog is empty." : $"Known are {string.Join(", ", names)}.";
        var suggestion = name.Length > 64 ? "" : Suggestion.For(name, _schedules.Keys.Order(StringComparer.Ordinal));
        return new($"There is no schedule named {ErrorText.Quote(name)}.{suggestion} {known}", name);
    }
}
