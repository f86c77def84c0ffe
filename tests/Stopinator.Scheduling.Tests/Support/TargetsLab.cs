using Amazon.EC2;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Support;

/// <summary>A scheduled service over simulated regions, all on one manual clock.</summary>
internal sealed class TargetsLab : IAsyncDisposable
{
    private readonly Dictionary<string, SimulatedEc2> _regions = new(StringComparer.Ordinal);
    private readonly MultiTargetPowerService _power;

    public TargetsLab(IScheduleSources? sources = null, Action<StopinatorOptions>? configure = null, ScheduledPowerOptions? options = null)
    {
        var power = new StopinatorOptions { Randomizer = () => 0.5 };
        configure?.Invoke(power);
        _power = new MultiTargetPowerService(ClientFor, power, Clock);
        Service = new MultiTargetScheduledPowerService(_power, options, sources, Clock);
    }

    public SimulatedClock Clock { get; } = new(ScheduledLab.Start);

    public MultiTargetScheduledPowerService Service { get; }

    public SimulatedEc2 this[string region] => _regions[region];

    public PowerTarget Add(string region, Action<FleetBuilder> fleet)
    {
        _regions.Add(region, SimulatedEc2.Create(fleet, new SimulatedEc2Options { TimeProvider = Clock, Region = region }));
        return new PowerTarget { Region = region };
    }

    public Task<MultiTargetScheduledReport> RunAsync(IReadOnlyList<PowerTarget> targets) => Clock.RunAsync(() => Service.RunAsync(targets));

    public async ValueTask DisposeAsync()
    {
        _power.Dispose();
        foreach (var ec2 in _regions.Values)
        {
            await ec2.DisposeAsync();
        }
    }

    private IAmazonEC2 ClientFor(PowerTarget target) => _regions.TryGetValue(target.Region, out var ec2)
        ? ec2.CreateClient()
        : throw new InvalidOperationException($"There is no region {target.Region}.");
}

/// <summary>Schedules that cannot be read.</summary>
internal sealed class GoneSource : IScheduleCatalogSource
{
    public ValueTask<ScheduleCatalogReading> GetAsync(CancellationToken cancellationToken = default) =>
        throw new ScheduleSourceException("ssm:/gone cannot be read.", "ssm:/gone");
}
