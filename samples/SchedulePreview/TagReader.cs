using Stopinator.Scheduling;

namespace SchedulePreviewSample;

/// <summary>
/// Reads the schedule in tags: the off-hours tag of Cloud Custodian, or a tag that holds a schedule or the name of one, from our own catalog
/// or from that of AWS Instance Scheduler.
/// </summary>
internal sealed class TagReader(FleetFile fleet, string? tagKey)
{
    private readonly string _key = tagKey ?? "Schedule";
    private readonly CustodianOffHoursPolicy _custodian = new();

    public Schedule? Read(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.TryGetValue(_custodian.TagKey, out var offHours))
        {
            return _custodian.Read(offHours).Schedule;
        }

        if (!tags.TryGetValue(_key, out var value))
        {
            return null;
        }

        return fleet.InstanceScheduler is { } other && other.Schedules.TryGetValue(value, out var schedule) ? schedule : fleet.Catalog.Resolve(value);
    }
}
