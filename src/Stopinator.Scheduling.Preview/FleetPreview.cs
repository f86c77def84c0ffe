using System.Collections.Immutable;
using Stopinator.Scheduling.Preview;
using Stopinator.Scheduling.Preview.Html;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>
/// Previews seven days of a fleet: the hours in which each instance should run, and the hours saved compared with instances that always
/// run. The preview is a text (<see cref="ToString"/>) or an HTML page (<see cref="ToHtml"/>).
/// </summary>
/// <remarks>
/// Each instance counts in the week of its own time zone. Hours do not depend on the size of an instance, and are not costs: volumes and
/// addresses of a stopped instance still cost money.
/// </remarks>
public sealed class FleetPreview
{
    private FleetPreview(DateTimeOffset at, bool isAhead, Func<WeekPreviews, IEnumerable<InstancePreview>> preview)
    {
        At = at;
        IsAhead = isAhead;
        Instances = [.. preview(new WeekPreviews(at, isAhead))];

        // Weeks that read alike are merged, even when their tags were read separately.
        var weeks = Instances.Select(instance => instance.Week).OfType<SchedulePreview>().Distinct();
        var texts = weeks.ToDictionary(week => week, week => week.ToString());
        Groups =
        [
            .. Instances.Where(instance => instance.Week is not null)
                .GroupBy(instance => texts[instance.Week!], StringComparer.Ordinal)
                .Select(group => new WeekInstances(group.First().Week!, [.. group.Select(instance => instance.Instance)]))
                .OrderByDescending(group => group.Instances.Length).ThenBy(group => group.Week.Schedule.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The instant for which the preview was made.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The previews of the instances, in the order in which the instances were given.</summary>
    public ImmutableArray<InstancePreview> Instances { get; }

    /// <summary>The hours in the weeks of all instances with a schedule, as if the instances always ran.</summary>
    public double AlwaysOnHours => Sum(week => week.To - week.From);

    /// <summary>The hours for which the instances should run.</summary>
    public double RunningHours => Sum(week => week.Running);

    /// <summary>The hours for which the instances should be stopped, which are saved compared with instances that always run.</summary>
    public double StoppedHours => Sum(week => week.Stopped);

    /// <summary>The share of <see cref="AlwaysOnHours"/> that is saved, 0 to 1; 0 when no instance has a schedule.</summary>
    public double SavedShare => AlwaysOnHours > 0 ? StoppedHours / AlwaysOnHours : 0;

    /// <summary>True when the weeks begin on the day of <see cref="At"/>; false when they begin on a Monday.</summary>
    internal bool IsAhead { get; }

    /// <summary>The schedules, in descending order of their instances.</summary>
    internal ImmutableArray<WeekInstances> Groups { get; }

    /// <summary>Previews seven days from the day of an instant for many instances.</summary>
    /// <param name="instances">The instances, with their tags.</param>
    /// <param name="read">Reads the schedule in tags, and returns null when there is none; see <see cref="InstancePreview"/>.</param>
    /// <param name="at">The instant.</param>
    public static FleetPreview WeekAhead(
        IEnumerable<PreviewInstance> instances, Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read, DateTimeOffset at) =>
        Of(instances, read, at, isAhead: true);

    /// <summary>
    /// Previews seven days from the day of an instant for many instances. Tags are read as a <see cref="ScheduledPowerService"/> reads
    /// them.
    /// </summary>
    /// <param name="instances">
    /// The instances, e.g. those of <see cref="IInstancePowerService.FindAsync"/> by <see cref="PreviewInstance.Of"/>.
    /// </param>
    /// <param name="options">The tags and their notations. The options that tell when the service acts do not change the preview.</param>
    /// <param name="at">The instant.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of bounds.</exception>
    public static FleetPreview WeekAhead(IEnumerable<PreviewInstance> instances, ScheduledPowerOptions options, DateTimeOffset at) =>
        Of(instances, options, at, isAhead: true);

    /// <summary>
    /// Previews seven days from the day of an instant for the fleets of many targets, each by the options of its target.
    /// </summary>
    /// <param name="fleets">
    /// The fleets, as <see cref="IMultiTargetScheduledPowerService.FindAsync"/> returns them. A fleet with a failure has no instances.
    /// </param>
    /// <param name="at">The instant.</param>
    public static FleetPreview WeekAhead(IEnumerable<TargetFleet> fleets, DateTimeOffset at) => Of(fleets, at, isAhead: true);

    /// <summary>
    /// Previews the calendar week of an instant, Monday to Sunday, for the fleets of many targets, each by the options of its target.
    /// </summary>
    /// <inheritdoc cref="WeekAhead(IEnumerable{TargetFleet}, DateTimeOffset)" path="/param"/>
    public static FleetPreview OfWeek(IEnumerable<TargetFleet> fleets, DateTimeOffset at) => Of(fleets, at, isAhead: false);

    /// <summary>Previews the calendar week of an instant, Monday to Sunday, for many instances.</summary>
    /// <param name="instances">The instances, with their tags.</param>
    /// <param name="read">Reads the schedule in tags, and returns null when there is none; see <see cref="InstancePreview"/>.</param>
    /// <param name="at">The instant.</param>
    public static FleetPreview OfWeek(
        IEnumerable<PreviewInstance> instances, Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read, DateTimeOffset at) =>
        Of(instances, read, at, isAhead: false);

    /// <summary>
    /// Previews the calendar week of an instant, Monday to Sunday, for many instances. Tags are read as a
    /// <see cref="ScheduledPowerService"/> reads them.
    /// </summary>
    /// <param name="instances">
    /// The instances, e.g. those of <see cref="IInstancePowerService.FindAsync"/> by <see cref="PreviewInstance.Of"/>.
    /// </param>
    /// <param name="options">The tags and their notations. The options that tell when the service acts do not change the preview.</param>
    /// <param name="at">The instant.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of bounds.</exception>
    public static FleetPreview OfWeek(IEnumerable<PreviewInstance> instances, ScheduledPowerOptions options, DateTimeOffset at) =>
        Of(instances, options, at, isAhead: false);

    /// <summary>
    /// Returns one self-contained HTML page: no script, no request, light or dark as the browser is set. All text from tags is escaped, and
    /// the page forbids itself to run or load anything.
    /// </summary>
    /// <param name="title">
    /// The heading. Default (null): <c>The week ahead</c>, or a heading such as <c>The week of Monday 16 November 2026</c>.
    /// </param>
    public string ToHtml(string? title = null) => new FleetPage(this, title).Render();

    /// <summary>Returns the week of each schedule with its instances, the instances without a schedule, and the sum.</summary>
    public override string ToString() => FleetText.Of(this);

    private static FleetPreview Of(
        IEnumerable<PreviewInstance> instances,
        Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read,
        DateTimeOffset at,
        bool isAhead)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(read);
        return new(at, isAhead, weeks => instances.Select(instance => InstancePreview.Of(instance, read, weeks)));
    }

    private static FleetPreview Of(IEnumerable<PreviewInstance> instances, ScheduledPowerOptions options, DateTimeOffset at, bool isAhead)
    {
        ArgumentNullException.ThrowIfNull(instances);
        var reader = new InstanceReader(options);
        return new(at, isAhead, weeks => instances.Select(instance => InstancePreview.Of(instance, reader, weeks)));
    }

    private static FleetPreview Of(IEnumerable<TargetFleet> fleets, DateTimeOffset at, bool isAhead)
    {
        ArgumentNullException.ThrowIfNull(fleets);
        return new(at, isAhead, weeks => fleets.Where(fleet => fleet.Schedules is not null).SelectMany(fleet =>
        {
            var reader = new InstanceReader(fleet.Schedules!);
            return fleet.Instances.Select(instance => InstancePreview.Of(PreviewInstance.Of(instance), reader, weeks));
        }));
    }

    private double Sum(Func<SchedulePreview, TimeSpan> hours) => Groups.Sum(group => hours(group.Week).TotalHours * group.Instances.Length);
}
