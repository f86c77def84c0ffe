using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The parameters of RunInstances.</summary>
internal sealed record LaunchRequest
{
    /// <summary>The quota of a call. A larger launch is more likely a mistake than a test.</summary>
    private const int MaxInstances = 5000;

    private const int MaxTokenLength = 64;

    private LaunchRequest()
    {
    }

    public required int MinCount { get; init; }

    public required int MaxCount { get; init; }

    public required string ClientToken { get; init; }

    /// <summary>Turns a plain instance into one that was asked for.</summary>
    public required Func<Instance, Instance> Configure { get; init; }

    public static LaunchRequest Read(Query query, Region region)
    {
        var (least, most) = (ReadCount(query, "MinCount"), ReadCount(query, "MaxCount"));
        if (least > most)
        {
            throw Ec2Errors.InvalidValue("MinCount", $"{least}", "Expecting a value not greater than MaxCount.");
        }

        if (most > MaxInstances)
        {
            throw Ec2Errors.InstanceLimitExceeded(most, MaxInstances);
        }

        var token = query.Optional("ClientToken") ?? "";
        if (token.Length > MaxTokenLength)
        {
            throw Ec2Errors.InvalidValue("clientToken", token, $"Expecting at most {MaxTokenLength} characters.");
        }

        var spec = LaunchedSpec.Read(query, region);
        var tags = LaunchTags.Read(query);
        var stopProtected = query.Flag("DisableApiStop");
        var terminationProtected = query.Flag("DisableApiTermination");
        LaunchedSpec.IgnoreTheRest(query);
        return new()
        {
            MinCount = least,
            MaxCount = most,
            ClientToken = token,
            Configure = plain => plain with
            {
                Spec = spec(plain.Spec) with { ClientToken = token },
                Tags = tags.OfInstance,
                VolumeTags = tags.OfVolume,
                StopProtected = stopProtected,
                TerminationProtected = terminationProtected,
            },
        };
    }

    private static int ReadCount(Query query, string name)
    {
        _ = query.Required(name);
        return query.Number(name) is int count and > 0
            ? count
            : throw Ec2Errors.InvalidValue(name, query.Required(name), "Expecting a value greater than 0.");
    }
}
