using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The common part of CreateTags and DeleteTags.</summary>
internal sealed record TagRequest(List<TaggedResource> Targets, List<(string Key, string? Value)> Tags)
{
    /// <summary>The greatest number of tags of a resource.</summary>
    public const int MaxTags = 50;

    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    public static TagRequest Read(Query query, Region region)
    {
        var ids = query.List("ResourceId");
        var tags = ReadTags(query, "Tag");
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        if (ids.Count == 0)
        {
            throw Ec2Errors.MissingParameter("resourceIdSet");
        }

        var targets = TaggedResource.Find(region, ids);
        return isDryRun ? throw Ec2Errors.DryRun() : new(targets, tags);
    }

    /// <summary>Reads tags from Name.1.Key, Name.1.Value and so on, and checks EC2's limits.</summary>
    public static List<(string Key, string? Value)> ReadTags(Query query, string name)
    {
        var tags = query.Structures(name, "Key")
            .Select(prefix => (Key: query.Required(prefix + ".Key"), Value: query.Optional(prefix + ".Value")))
            .ToList();
        foreach (var (key, value) in tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw Ec2Errors.InvalidValue("Tag keys starting with 'aws:' are reserved for internal use");
            }

            if (key.Length > MaxKeyLength || value?.Length > MaxValueLength)
            {
                throw Ec2Errors.InvalidValue($"Tag '{key}' exceeds {MaxKeyLength} characters in its key or {MaxValueLength} in its value");
            }
        }

        return tags;
    }

    public static Action<XmlBuffer> Done => static xml => xml.Raw("<return>true</return>"u8);
}
