using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Support;

/// <summary>A scheduled service on a simulated EC2, both on one manual clock.</summary>
internal sealed class ScheduledLab : IAsyncDisposable
{
    private readonly InstancePowerService _power;

    private ScheduledLab(SimulatedEc2 ec2, SimulatedClock clock, InstancePowerService power, ScheduledPowerOptions options)
    {
        (Ec2, Clock, _power) = (ec2, clock, power);
        Service = new ScheduledPowerService(power, options, clock);
    }

    /// <summary>A Friday, 19:00 in London and 20:00 in Paris.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    /// <summary>A Monday, before the nights on which clocks change in Europe and America.</summary>
    public static DateTimeOffset FortnightStart { get; } = new(2026, 10, 19, 0, 0, 0, TimeSpan.Zero);

    public SimulatedEc2 Ec2 { get; }

    public SimulatedClock Clock { get; }

    public ScheduledPowerService Service { get; }

    public static ScheduledLab Create(
        Action<FleetBuilder> fleet,
        ScheduledPowerOptions? options = null,
        DateTimeOffset? start = null,
        Action<StopinatorOptions>? configure = null,
        Action<SimulatedEc2Options>? simulate = null)
    {
        var clock = new SimulatedClock(start ?? Start);
        var simulation = new SimulatedEc2Options { TimeProvider = clock };
        simulate?.Invoke(simulation);
        var ec2 = SimulatedEc2.Create(fleet, simulation);
        var power = new StopinatorOptions { Randomizer = () => 0.5 };
        configure?.Invoke(power);
        return new ScheduledLab(
            ec2, clock, new InstancePowerService(ec2.CreateClient(), power, clock), options ?? new ScheduledPowerOptions());
    }

    public Task<ScheduledReport> RunAsync(PowerRequest? request = null, DateTimeOffset? tick = null) =>
        Clock.RunAsync(() => Service.RunAsync(request, tick));

    public async Task<IReadOnlyList<Ec2Instance>> FindAsync(InstanceSelector selector) => await _power.FindAsync(selector).ToListAsync();

    /// <summary>The outcome of the only instance.</summary>
    public async Task<InstanceOutcome> RunOneAsync(DateTimeOffset? tick = null) =>
        Assert.Single((await RunAsync(tick: tick)).Power.Instances);

    public async ValueTask DisposeAsync()
    {
        _power.Dispose();
        await Ec2.DisposeAsync();
    }
}
