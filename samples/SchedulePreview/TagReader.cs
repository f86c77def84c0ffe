using System.Globalization;
using Stopinator.Scheduling;

namespace SchedulePreviewSample;

/// <summary>
/// Reads the schedule in tags: in our own notation or by name, by its name in AWS Instance Scheduler, or in the off-hours of Cloud Custodian; and
/// the tags of owners that go before it.
/// </summary>
internal sealed class TagReader(FleetFile fleet, string tagKey)
{
    private readonly CustodianOffHoursPolicy _custodian = new();

    public Schedule? Read(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.ContainsKey("stopinator:opt-out"))
        {
            return null;
        }

        var schedule = tags.TryGetValue(tagKey, out var own) ? fleet.Catalog.Resolve(own)
            : fleet.InstanceScheduler is { } other && tags.TryGetValue("Schedule", out var name) ? other.Resolve(name)
            : tags.TryGetValue(_custodian.TagKey, out var offHours) ? _custodian.Read(offHours).Schedule
            : null;
        return schedule?.WithOverride(OverrideIn(tags) ?? schedule.Override);
    }

    private static ScheduleOverride? OverrideIn(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue("stopinator:keep-running-until", out var running) ? new(DesiredState.Running, InstantOf(running))
        : tags.TryGetValue("stopinator:keep-stopped-until", out var stopped) ? new(DesiredState.Stopped, InstantOf(stopped))
        : null;

    private static DateTimeOffset InstantOf(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        ? instant
        : throw new ScheduleFormatException($"'{text}' is no instant, such as 2026-11-21T22:00Z.", position: 0);
}
