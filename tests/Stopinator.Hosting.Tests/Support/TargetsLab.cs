using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Support;

/// <summary>Simulated regions of accounts on one clock, and a worker at them.</summary>
internal sealed class TargetsLab(SimulatedClock clock) : IAsyncDisposable
{
    public const string Payments = "111122223333";
    public const string Search = "444455556666";

    private readonly Dictionary<string, SimulatedEc2> _accounts = new(StringComparer.Ordinal);

    public SimulatedEc2 this[string account] => _accounts[account];

    /// <summary>Returns a document of accounts in one region.</summary>
    public static PowerTargets Document(params string[] accounts) => new()
    {
        Accounts = [.. accounts.Select(id => new TargetAccount { AccountId = id, RoleName = "stopinator-spoke", Regions = ["eu-west-1"] })],
    };

    public SimulatedEc2 Add(string account, Action<FleetBuilder> fleet, TimeSpan latency = default, TimeSpan stopDuration = default)
    {
        var options = new SimulatedEc2Options { TimeProvider = clock, Region = "eu-west-1", AccountId = account, Latency = latency };
        options.StopDuration = stopDuration == default ? options.StopDuration : stopDuration;
        return _accounts[account] = SimulatedEc2.Create(fleet, options);
    }

    public WorkerHost Host(Action<ScheduledPowerWorkerOptions> worker, Action<IServiceCollection>? configure = null) => WorkerHost.Create(
        Substitute.For<IAmazonEC2>(),
        clock,
        worker,
        services =>
        {
            services.AddSingleton<Func<PowerTarget, IAmazonEC2>>(ClientFor);
            configure?.Invoke(services);
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var ec2 in _accounts.Values)
        {
            await ec2.DisposeAsync();
        }
    }

    // The role of an account that is not simulated cannot be assumed.
    private IAmazonEC2 ClientFor(PowerTarget target) => _accounts.TryGetValue(target.RoleArn!.Split(':')[4], out var ec2)
        ? ec2.CreateClient()
        : throw new Ec2Exception("NoCredentials", $"{target.RoleArn} cannot be assumed.");
}
