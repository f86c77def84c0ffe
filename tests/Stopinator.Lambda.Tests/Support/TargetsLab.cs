using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Amazon.EC2;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>A function at targets: simulated regions of accounts, all on one manual clock.</summary>
internal sealed class TargetsLab : IAsyncDisposable
{
    public const string Payments = "111122223333";
    public const string Search = "444455556666";
    public const string Own = "123456789012";

    /// <summary>Three targets: two accounts by their roles, and the account of the function.</summary>
    public const string Document =
        """
        {
          "roleName": "stopinator-spoke", "regions": ["eu-west-1"],
          "accounts": [{ "account": "111122223333", "name": "payments" }, "444455556666", { "account": "own", "regions": ["us-east-1"] }]
        }
        """;

    private readonly Dictionary<string, SimulatedEc2> _regions = new(StringComparer.Ordinal);
    private readonly MemoryStream _log = new();
    private readonly StopinatorFunction _function;

    public TargetsLab(params (string Name, string Value)[] settings)
        : this(sources: null, configure: null, settings)
    {
    }

    public TargetsLab(IScheduleSources? sources, Action<StopinatorOptions>? configure, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop",
            ["STOPINATOR_SCOPE"] = "tag:Env=dev",
            ["STOPINATOR_TARGETS"] = Document,
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        _function = StopinatorFunction.Create(
            environment,
            ClientFor,
            options =>
            {
                options.Randomizer = () => 0.5;
                configure?.Invoke(options);
            },
            Clock,
            _log,
            sources);
    }

    public SimulatedClock Clock { get; } = new(FunctionLab.Now);

    /// <summary>The targets whose clients were asked for. Such a client assumes the role of its target.</summary>
    public ConcurrentQueue<PowerTarget> Entered { get; } = new();

    public IReadOnlyList<JsonElement> Lines =>
        [.. Encoding.UTF8.GetString(_log.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>All instances of all accounts.</summary>
    public IEnumerable<SimulatedInstance> Instances => _regions.Values.SelectMany(ec2 => ec2.Instances);

    public SimulatedEc2 this[string account, string region = "eu-west-1"] => _regions[$"{account}/{region}"];

    /// <summary>Adds the fleets of <see cref="Document"/>: an instance in scope and one out of it at each target.</summary>
    public TargetsLab WithFleets(Action<FleetBuilder>? fleet = null)
    {
        fleet ??= FleetOf;
        Add(Payments, "eu-west-1", fleet);
        Add(Search, "eu-west-1", fleet);
        Add(Own, "us-east-1", fleet);
        return this;
    }

    public SimulatedEc2 Add(string account, string region, Action<FleetBuilder> fleet) => _regions[$"{account}/{region}"] =
        SimulatedEc2.Create(fleet, new SimulatedEc2Options { TimeProvider = Clock, Region = region, AccountId = account, EnabledRegions = [region] });

    public async Task<JsonElement> InvokeAsync(string json, TimeSpan? timeLeft = null)
    {
        using var answer = await Clock.RunAsync(() => _function.InvokeAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(json)), Clock.GetUtcNow() + (timeLeft ?? TimeSpan.FromMinutes(15))));
        return (await JsonDocument.ParseAsync(answer)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        _function.Dispose();
        foreach (var ec2 in _regions.Values)
        {
            await ec2.DisposeAsync();
        }
    }

    // A target whose account is not simulated has a role that cannot be assumed.
    public IAmazonEC2 ClientFor(PowerTarget target)
    {
        Entered.Enqueue(target);
        return _regions.TryGetValue($"{target.RoleArn?.Split(':')[4] ?? Own}/{target.Region}", out var ec2)
            ? ec2.CreateClient()
            : throw new Ec2Exception("NoCredentials", $"{target.RoleArn} cannot be assumed.");
    }

    private static void FleetOf(FleetBuilder fleet)
    {
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running());
        fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").Running());
    }
}
