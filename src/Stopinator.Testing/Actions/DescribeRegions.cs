using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the only region of the simulation, so that scripts which loop over all regions come here once.</summary>
internal sealed class DescribeRegions : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var names = query.List("RegionName");
        query.Optional("AllRegions");
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        var name = region.Options.Region;
        if (names.Find(asked => asked != name) is { } unknown)
        {
            throw Ec2Errors.InvalidValue($"Invalid region names ({unknown})");
        }

        return isDryRun ? throw Ec2Errors.DryRun() : xml =>
        {
            xml.Raw("<regionInfo><item>"u8);
            xml.Element("regionName"u8, name);
            xml.Element("regionEndpoint"u8, $"ec2.{name}.amazonaws.com");
            xml.Raw("<optInStatus>opt-in-not-required</optInStatus></item></regionInfo>"u8);
        };
    }
}
