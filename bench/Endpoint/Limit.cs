using System.CommandLine.Parsing;
using System.Globalization;
using Stopinator.Testing;

namespace Stopinator.Bench;

/// <summary>The buckets of an action, e.g. <c>StopInstances=50/5,1000/20</c>.</summary>
internal sealed record Limit(string Action, (double Capacity, double PerSecond) Requests, (double Capacity, double PerSecond)? Instances)
{
    public static Limit[]? Parse(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(token => Read(token.Value))];
        }
        catch (FormatException exception)
        {
            result.AddError($"{exception.Message} Write <action>=<request capacity>/<per second>[,<instance capacity>/<per second>].");
            return null;
        }
    }

    public void Apply(RateLimits limits)
    {
        var buckets = limits.On(Action).Requests(Requests.Capacity, Requests.PerSecond);
        if (Instances is { } instances)
        {
            buckets.Instances(instances.Capacity, instances.PerSecond);
        }
    }

    private static Limit Read(string text) => text.Split('=', ',') switch
    {
        [var action, var requests] => new(action, Bucket(requests), Instances: null),
        [var action, var requests, var instances] => new(action, Bucket(requests), Bucket(instances)),
        _ => throw new FormatException($"'{text}' is no limit."),
    };

    private static (double Capacity, double PerSecond) Bucket(string text) => text.Split('/') is [var capacity, var perSecond]
        ? (double.Parse(capacity, CultureInfo.InvariantCulture), double.Parse(perSecond, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{text}' is no bucket.");
}
