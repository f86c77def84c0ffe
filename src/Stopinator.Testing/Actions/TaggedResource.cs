using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Actions;

/// <summary>An instance or its root volume, each with tags of its own.</summary>
internal sealed record TaggedResource(InstanceTimeline Timeline, bool IsVolume)
{
    public static List<TaggedResource> Find(Region region, IReadOnlyList<string> ids)
    {
        var byKind = ids.ToLookup(id => id.StartsWith("vol-", StringComparison.Ordinal));
        return
        [
            .. region.Targets([.. byKind[false]]).Select(timeline => new TaggedResource(timeline, IsVolume: false)),
            .. region.TargetsOfVolumes([.. byKind[true]]).Select(timeline => new TaggedResource(timeline, IsVolume: true)),
        ];
    }

    public Dictionary<string, string> TagsOf(Instance instance) => IsVolume ? instance.VolumeTags : instance.Tags;

    /// <summary>Changes the tags of the resource.</summary>
    public void Change(Region region, Func<Dictionary<string, string>, Dictionary<string, string>> change) =>
        Timeline.Change(region.Now, instance => IsVolume
            ? instance with { VolumeTags = change(instance.VolumeTags) }
            : instance with { Tags = change(instance.Tags) });
}
