using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>
/// Reads rate limits from JSON: <c>{"ec2Defaults":0.5}</c> for a share of EC2's defaults, or the buckets of an action,
/// <c>{"action":"StopInstances","requests":{"capacity":4,"perSecond":1}}</c>.
/// </summary>
internal static class RateLimitReader
{
    private const double Most = 1_000_000;

    private static readonly string[] Buckets = ["requests", "unfilteredRequests", "instances"];

    /// <summary>Reads the whole document first, so that an invalid one changes nothing.</summary>
    public static Action Read(DocumentPart document, RateLimits limits)
    {
        var given = document.Properties(["ec2Defaults", "action", .. Buckets, "othersTake"]);
        if (given.TryGetValue("ec2Defaults", out var defaults))
        {
            var scale = defaults.Amount(Most);
            return given.Count == 1 ? () => limits.UseEc2Defaults(scale) : throw defaults.Error("ec2Defaults stands alone.");
        }

        var action = ActionName.Read(document.Required(given, "action"));
        if (given.Count == 1)
        {
            throw document.Error($"a limit is missing. The limits are {string.Join(", ", [.. Buckets, "othersTake"])}.");
        }

        var sizes = Buckets.Where(given.ContainsKey).ToDictionary(name => name, name => Size(given[name]), StringComparer.Ordinal);
        var share = given.TryGetValue("othersTake", out var others) ? others.Amount(1) : 0;
        return () =>
        {
            var limit = limits.On(action);
            foreach (var (name, (capacity, perSecond)) in sizes)
            {
                _ = name switch
                {
                    "requests" => limit.Requests(capacity, perSecond),
                    "unfilteredRequests" => limit.UnfilteredRequests(capacity, perSecond),
                    _ => limit.Instances(capacity, perSecond),
                };
            }

            limit.OthersTake(share);
        };
    }

    private static (double Capacity, double PerSecond) Size(DocumentPart part)
    {
        var given = part.Properties(["capacity", "perSecond"]);
        return (part.Required(given, "capacity").Amount(Most), part.Required(given, "perSecond").Amount(Most));
    }
}
