using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.InstanceScheduler;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Reads the schedules and periods of AWS Instance Scheduler as JSON. The fields have the names and the meaning that they have in Instance
/// Scheduler: <c>begintime</c>, <c>endtime</c>, <c>weekdays</c>, <c>monthdays</c>, <c>months</c>; <c>timezone</c>, <c>periods</c>,
/// <c>override_status</c>. Accepts all forms that Instance Scheduler uses: the items of the table, the output of the command line tool, the
/// resource of a template.
/// </summary>
/// <remarks>
/// The rules of Instance Scheduler differ from those of Stopinator's own notation. Only the wall clock counts, so hours in the repeated
/// hour of an autumn night occur twice. A period without a begin or an end asks for nothing (<see cref="DesiredState.Unmanaged"/>) in the
/// rest of its days. A gap of a minute between two periods is closed. Values that Instance Scheduler misreads are read as they are written:
/// steps of several digits, and <c>31W</c>, which matches no day in shorter months.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/"/>
public static class InstanceSchedulerNotation
{
    /// <summary>Reads one schedule that contains its periods as objects.</summary>
    /// <param name="json">The schedule, an object or the resource of a template.</param>
    /// <param name="defaultTimeZone">
    /// The IANA name of the time zone of a schedule that names none. Default: UTC, as in Instance Scheduler.
    /// </param>
    /// <exception cref="ScheduleFormatException">
    /// The text is not such a schedule; the message names the path, the position and the rule.
    /// </exception>
    public static PowerSchedule Parse(string json, string defaultTimeZone = ScheduleText.DefaultZone)
    {
        TimeZones.Get(defaultTimeZone);
        var reader = new InstanceSchedulerReader(defaultTimeZone, new Dictionary<string, Period>(StringComparer.Ordinal));
        return reader.Read(SchedulerDocument.Single(SchedulerDocument.Parse(json)));
    }

    /// <summary>Reads one schedule that contains its periods as objects. The time zone is UTC unless the schedule names another.</summary>
    /// <returns>True when the text is such a schedule.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out PowerSchedule? schedule) =>
        Parsing.Try(json, value => Parse(value), out schedule);

    /// <summary>
    /// Reads schedules and the periods they name. Accepts <c>{ "periods": [ ... ], "schedules": [ ... ] }</c>, the output of the command
    /// line tool, the items of the table as <c>aws dynamodb scan</c> prints them, and a CloudFormation template.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="defaultTimeZone">
    /// The IANA name of the time zone of a schedule that names none. Default: UTC, as in Instance Scheduler.
    /// </param>
    /// <param name="stackName">
    /// The stack of a template. Instance Scheduler puts the stack's name before the names of its schedules. Default: none.
    /// </param>
    /// <returns>
    /// The schedules by name, as the tag of Instance Scheduler holds it. Names are case-sensitive, unlike in Stopinator's own catalogs.
    /// </returns>
    /// <exception cref="ScheduleFormatException">
    /// A schedule or a period is malformed; the message names the path, the position and the rule.
    /// </exception>
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
