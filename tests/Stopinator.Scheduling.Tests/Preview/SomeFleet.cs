namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>A fleet with every kind of instance a preview tells apart.</summary>
internal static class SomeFleet
{
    public static readonly DateTimeOffset FridayNight = new(2026, 11, 20, 20, 30, 0, TimeSpan.Zero);

    private static readonly ScheduleCatalog Catalog = ScheduleCatalog.Parse(
        """{"timeZone":"Europe/Paris","schedules":{"office-hours":"mon-fri 07:00-20:00"}}""");

    public static PowerSchedule? Read(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue("Schedule", out var value) ? Catalog.Resolve(value) : null;

    public static PreviewInstance Instance(string id, string? schedule, string? name = null)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        _ = schedule is not null && tags.TryAdd("Schedule", schedule);
        _ = name is not null && tags.TryAdd("Name", name);
        return new(id, tags);
    }

    public static FleetPreview Preview(params IEnumerable<PreviewInstance> instances) => FleetPreview.OfWeek(instances, Read, FridayNight);

    public static FleetPreview PreviewOfAllKinds() => Preview(
        Instance("i-1", "office-hours", "web-1"),
        Instance("i-2", "mon-fri 07:00-20:00 Europe/Paris", "web-2"),
        Instance("i-3", "24x7 America/New_York", "shop"),
        Instance("i-4", "ofice-hours", "typo"),
        Instance("i-5", schedule: null, "other"));
}
