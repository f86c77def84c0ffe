using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The common part of CreateTags and DeleteTags.</summary>
internal sealed record TagRequest(List<InstanceTimeline> Targets, List<(string Key, string? Value)> Tags)
{
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    public static TagRequest Read(Query query, Region region)
    {
        var ids = query.List("ResourceId");
        var tags = query.Structures("Tag", "Key")
            .Select(prefix => (Key: query.Required(prefix + ".Key"), Value: query.Optional(prefix + ".Value")))
            .ToList();
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        if (ids.Count == 0)
        {
            throw Ec2Errors.MissingParameter("resourceIdSet");
        }

        var targets = region.Targets(ids);
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

        return isDryRun ? throw Ec2Errors.DryRun() : new(targets, tags);
    }

    public static Action<XmlBuffer> Done => static xml => xml.Raw("<return>true</return>"u8);
}
