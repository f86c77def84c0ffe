using System.Text.Json;
using Stopinator.Scheduling;

namespace SchedulePreviewSample;

/// <summary>A file of instances with their tags, and of the schedules that the tags name.</summary>
internal sealed record FleetFile(ScheduleCatalog Catalog, ScheduleCatalog? InstanceScheduler, IReadOnlyList<PreviewInstance> Instances)
{
    /// <summary>Reads <c>{ "catalog": ..., "instanceScheduler": ..., "instances": [ { "id": ..., "tags": { ... } } ] }</c>.</summary>
    public static async Task<FleetFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        var root = json.RootElement;
        return new(
            root.TryGetProperty("catalog", out var catalog) ? ScheduleCatalog.Parse(catalog.GetRawText()) : ScheduleCatalog.Empty,
            root.TryGetProperty("instanceScheduler", out var other) ? InstanceSchedulerNotation.ParseCatalog(other.GetRawText()) : null,
            [.. root.GetProperty("instances").EnumerateArray().Select(instance => new PreviewInstance(
                instance.GetProperty("id").GetString() ?? throw new JsonException("An instance has no id."),
                instance.GetProperty("tags").Deserialize<Dictionary<string, string>>() ?? []))]);
    }

    /// <summary>The tags that are read: our own, the names of AWS Instance Scheduler where the file has its schedules, and the off-hours of Cloud Custodian.</summary>
    public IReadOnlyList<ScheduleTag> Tags(string key) =>
        [ScheduleTag.Own(key, Catalog), .. InstanceScheduler is { } other ? [ScheduleTag.InstanceScheduler(other)] : Array.Empty<ScheduleTag>(), ScheduleTag.OffHours()];
}
