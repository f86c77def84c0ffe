using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Sets tags of instances and volumes, at most 50 each.</summary>
internal sealed class CreateTags : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var request = TagRequest.Read(query, region);
        if (request.Tags.Count == 0)
        {
            throw Ec2Errors.MissingParameter("Tag");
        }

        if (request.Targets.Exists(target => Tag(target.TagsOf(region.Current(target.Timeline))).Count > TagRequest.MaxTags))
        {
            throw Ec2Errors.TooManyTags(TagRequest.MaxTags);
        }

        request.Targets.ForEach(target => target.Change(region, Tag));
        return TagRequest.Done;

        Dictionary<string, string> Tag(Dictionary<string, string> tags)
        {
            var tagged = new Dictionary<string, string>(tags, StringComparer.Ordinal);
            request.Tags.ForEach(tag => tagged[tag.Key] = tag.Value ?? "");
            return tagged;
        }
    }
}
