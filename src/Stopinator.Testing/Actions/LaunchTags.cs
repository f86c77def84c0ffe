using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The tags of a launch, which come from its tag specifications.</summary>
internal sealed record LaunchTags(Dictionary<string, string> OfInstance, Dictionary<string, string> OfVolume)
{
    public static LaunchTags Read(Query query)
    {
        var tags = new LaunchTags(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var prefix in query.Structures("TagSpecification", "ResourceType"))
        {
            var resource = query.Required(prefix + ".ResourceType");
            var target = resource switch
            {
                "instance" => tags.OfInstance,
                "volume" => tags.OfVolume,
                "network-interface" or "spot-instances-request" => [], // tagged on EC2, and not shown here
                _ => throw Ec2Errors.InvalidValue($"'{resource}' is not a valid taggable resource type for this operation."),
            };
            foreach (var (key, value) in TagRequest.ReadTags(query, prefix + ".Tag"))
            {
                target[key] = value ?? "";
            }
        }

        return Math.Max(tags.OfInstance.Count, tags.OfVolume.Count) <= TagRequest.MaxTags
            ? tags
            : throw Ec2Errors.TooManyTags(TagRequest.MaxTags);
    }
}
