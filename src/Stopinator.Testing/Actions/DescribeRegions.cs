using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Describes the enabled regions. By default that is the only region of the simulation, so that scripts which loop over all regions come
/// here once.
/// </summary>
internal sealed class DescribeRegions : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var names = query.List("RegionName");
        query.Optional("AllRegions");
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        var enabled = region.Options.EnabledRegions ?? [region.Options.Region];
        if (names.Find(asked => !enabled.Contains(asked, StringComparer.Ordinal)) is { } unknown)
        {
            throw Ec2Errors.InvalidValue($"Invalid region names ({unknown})");
        }

        return isDryRun ? throw Ec2Errors.DryRun() : xml =>
        {
            xml.Raw("<regionInfo>"u8);
            foreach (var name in enabled.Where(name => names.Count == 0 || names.Contains(name, StringComparer.Ordinal)))
            {
                xml.Raw("<item>"u8);
                xml.Element("regionName"u8, name);
                xml.Element("regionEndpoint"u8, $"ec2.{name}.amazonaws.com");
                xml.Raw("<optInStatus>opt-in-not-required</optInStatus></item>"u8);
            }

            xml.Raw("</regionInfo>"u8);
        };
    }
}
