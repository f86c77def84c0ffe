using System.Collections.Frozen;
using NodaTime;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Custodian;

/// <summary>
/// The time zones of off-hours tags: IANA names in any case, and Cloud Custodian's short names. The short names stand for places and follow
/// their clock changes.
/// </summary>
internal static class CustodianZones
{
    private static readonly FrozenDictionary<string, string> Aliases = new (string Zone, string[] Names)[]
    {
        ("America/Los_Angeles", ["pt", "pst", "pdt"]),
        ("America/Denver", ["mt", "mst", "mdt"]),
        ("America/Chicago", ["ct", "cst", "cdt"]),
        ("America/New_York", ["et", "est", "edt"]),
        ("America/Phoenix", ["at", "ast"]),
        ("America/Sao_Paulo", ["brt"]),
        ("Asia/Kolkata", ["it"]),
        ("Asia/Seoul", ["kst"]),
        ("Asia/Singapore", ["sgt"]),
        ("Asia/Tokyo", ["jst"]),
        ("Australia/Sydney", ["aet"]),
        ("Etc/GMT", ["gmt", "gt"]),
        ("Etc/UTC", ["utc"]),
        ("Europe/Berlin", ["cet"]),
        ("Europe/Dublin", ["ist"]),
        ("Europe/London", ["bst"]),
        ("Pacific/Auckland", ["nzst"]),
    }.SelectMany(row => row.Names.Select(name => (Name: name, row.Zone)))
        .ToFrozenDictionary(row => row.Name, row => row.Zone, StringComparer.OrdinalIgnoreCase);

    public static DateTimeZone? Find(string? name) =>
        name is null ? null : TimeZones.Find(Aliases.TryGetValue(name, out var meant) ? meant : name);

    public static string UnknownMessage(string? name) => name is null
        ? "The time zone is null."
        : $"{TimeZones.UnknownMessage(name)} Short names are {string.Join(", ", Aliases.Keys.Order(StringComparer.Ordinal))}.";
}
