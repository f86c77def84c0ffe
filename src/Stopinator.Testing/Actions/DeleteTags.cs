using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Removes tags. A tag given with a value is removed only where it has that value. A call without any tag removes every tag that users have
/// set.
/// </summary>
internal sealed class DeleteTags : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var request = TagRequest.Read(query, region);
        request.Targets.ForEach(target => target.Change(
            region,
            tags => new(tags.Where(tag => !IsDeleted(tag.Key, tag.Value, request)), StringComparer.Ordinal)));
        return TagRequest.Done;
    }

    private static bool IsDeleted(string key, string value, TagRequest request) => request.Tags.Count == 0
        ? !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        : request.Tags.Exists(tag => tag.Key == key && (tag.Value is null || tag.Value == value));
}
