using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.InstanceScheduler;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Reads the schedules and periods of AWS Instance Scheduler as JSON, with the fields that solution has: <c>begintime</c>, <c>endtime</c>,
/// <c>weekdays</c>, <c>monthdays</c>, <c>months</c>; <c>timezone</c>, <c>periods</c>, <c>override_status</c>. They mean what they mean there.
/// The forms are those in which they are kept: the items of the table, the output of the command line tool, the resource of a template.
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
    /// <summary>Reads one schedule with its periods in it, as objects.</summary>
    /// <param name="json">The schedule, an object; also as the resource of a template.</param>
    /// <param name="defaultTimeZone">The IANA name of the time zone of a schedule that names none. Default: UTC, as with that tool.</param>
    /// <exception cref="ScheduleFormatException">It is no such schedule; the message names the path, the position and the rule.</exception>
    public static PowerSchedule Parse(string json, string defaultTimeZone = ScheduleText.DefaultZone)
    {
        TimeZones.Get(defaultTimeZone);
        var reader = new InstanceSchedulerReader(defaultTimeZone, new Dictionary<string, Period>(StringComparer.Ordinal));
        return reader.Read(SchedulerDocument.Single(SchedulerDocument.Parse(json)));
    }

    /// <summary>Reads one schedule with its periods in it; its time zone is UTC unless it names one.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out PowerSchedule? schedule) =>
        Parsing.Try(json, value => Parse(value), out schedule);

    /// <summary>
    /// Reads schedules and the periods they name: <c>{ "periods": [ ... ], "schedules": [ ... ] }</c>, the answers of the command line tool,
    /// the items of the table as <c>aws dynamodb scan</c> prints them, or a CloudFormation template.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="defaultTimeZone">The IANA name of the time zone of a schedule that names none. Default: UTC, as with that tool.</param>
    /// <param name="stackName">The stack of a template, whose name that tool puts before those of its schedules. Default: none.</param>
    /// <returns>The schedules by name, as that tool's tag holds it. Unlike in our own catalogs, upper and lower case differ.</returns>
    /// <exception cref="ScheduleFormatException">A schedule or a period is malformed; the message names the path, the position and the rule.</exception>
    public static ScheduleCatalog ParseCatalog(string json, string defaultTimeZone = ScheduleText.DefaultZone, string? stackName = null)
    {
        TimeZones.Get(defaultTimeZone);
        var document = SchedulerDocument.Of(SchedulerDocument.Parse(json));
        var periods = InstanceSchedulerReader.ReadShared(document.Periods);
        var schedules = new Dictionary<string, PowerSchedule>(StringComparer.Ordinal);
        foreach (var item in document.Schedules)
        {
            var reader = new InstanceSchedulerReader(defaultTimeZone, periods, stackName);
            var name = reader.NameOf(item) ?? throw item.Part.Error("a schedule has a name.");
            if (!schedules.TryAdd(name, reader.Read(item)))
            {
                throw item.Part.Error($"there are two schedules {ErrorText.Quote(name)}.");
            }
        }

        return new ScheduleCatalog(schedules, timeZone: null, takesText: false);
    }
}
