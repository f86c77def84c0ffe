using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Sets tags of instances, at most 50 each.</summary>
internal sealed class CreateTags : IEc2Action
{
    private const int MaxTags = 50;

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var request = TagRequest.Read(query, region);
        if (request.Tags.Count == 0)
        {
            throw Ec2Errors.MissingParameter("Tag");
        }

        if (request.Targets.Exists(target => Tag(region.Current(target)).Tags.Count > MaxTags))
        {
            throw Ec2Errors.TooManyTags(MaxTags);
        }

        foreach (var target in request.Targets)
        {
            target.Change(region.Now, Tag);
        }

        return TagRequest.Done;

        Instance Tag(Instance instance) =>
            request.Tags.Aggregate(instance, (tagged, tag) => tagged.WithTag(tag.Key, tag.Value ?? ""));
    }
}
