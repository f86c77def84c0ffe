using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.InstanceScheduler;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Reads the schedules and periods of AWS Instance Scheduler as JSON, with the fields that solution has: <c>begintime</c>, <c>endtime</c>,
/// <c>weekdays</c>, <c>monthdays</c>, <c>months</c>; <c>timezone</c>, <c>periods</c>, <c>override_status</c>. They mean what they mean there.
/// </summary>
/// <remarks>
/// Its rules differ from those of our own notation: only the wall clock counts, so that hours in the repeated hour of an autumn night come
/// twice; a period without begin or end asks for nothing (<see cref="DesiredState.Unmanaged"/>) in the rest of its days; a gap of a minute
/// between two periods is bridged. What that tool reads wrongly is read as it is written: steps of several digits, and <c>31W</c>, which in
/// shorter months is no day.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/"/>
public static class InstanceSchedulerNotation
{
    private static readonly string[] Known = ["periods", "schedules"];

    /// <summary>Reads one schedule with its periods in it, as objects.</summary>
    /// <param name="json">The schedule, an object.</param>
    /// <param name="defaultTimeZone">The IANA name of the time zone of a schedule that names none. Default: UTC, as with that tool.</param>
    /// <exception cref="ScheduleFormatException">It is no such schedule; the message names the path, the position and the rule.</exception>
    public static PowerSchedule Parse(string json, string defaultTimeZone = ScheduleText.DefaultZone)
    {
        TimeZones.Get(defaultTimeZone);
        return new InstanceSchedulerReader(defaultTimeZone, new Dictionary<string, Period>(StringComparer.Ordinal)).Read(JsonPart.Parse(json));
    }

    /// <summary>Reads one schedule with its periods in it; its time zone is UTC unless it names one.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out PowerSchedule? schedule) => Parsing.Try(json, value => Parse(value), out schedule);

    /// <summary>Reads schedules and the periods they name: <c>{ "periods": [ ... ], "schedules": [ ... ] }</c>.</summary>
    /// <param name="json">The document.</param>
    /// <param name="defaultTimeZone">The IANA name of the time zone of a schedule that names none. Default: UTC, as with that tool.</param>
    /// <returns>The schedules by name, as that tool's tag holds it. Unlike in our own catalogs, upper and lower case differ.</returns>
    /// <exception cref="ScheduleFormatException">A schedule or a period is malformed; the message names the path, the position and the rule.</exception>
    public static ScheduleCatalog ParseCatalog(string json, string defaultTimeZone = ScheduleText.DefaultZone)
    {
        TimeZones.Get(defaultTimeZone);
        var properties = JsonPart.Parse(json).Properties("the document", Known);
        var periods = properties.TryGetValue("periods", out var shared) ? InstanceSchedulerReader.ReadShared(shared) : [];
        var schedules = new Dictionary<string, PowerSchedule>(StringComparer.Ordinal);
        foreach (var part in properties.TryGetValue("schedules", out var list) ? list.Items() : [])
        {
            var name = InstanceSchedulerReader.NameOf(part);
            if (!schedules.TryAdd(name, new InstanceSchedulerReader(defaultTimeZone, periods).Read(part)))
            {
                throw part.Error($"there are two schedules '{name}'.");
            }
        }

        return new ScheduleCatalog(schedules, timeZone: null, takesText: false);
    }
}
