using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>A service on a simulated EC2, both on one manual clock: hours of waiting take no time.</summary>
internal sealed class Ec2Lab : IAsyncDisposable
{
    private Ec2Lab(
        SimulatedEc2 ec2, HttpMessageHandler handler, StopinatorOptions options, SimulatedClock clock, SimulatedEc2Options simulation,
        IEnumerable<IPowerObserver>? observers, ILoggerFactory? loggers)
    {
        Simulation = simulation;
        Ec2 = ec2;
        Clock = clock;
        Options = options;
        Service = OwnClient.Service(handler, options, clock, observers, loggers);
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    public SimulatedEc2 Ec2 { get; }

    public SimulatedEc2Options Simulation { get; }

    public SimulatedClock Clock { get; }

    public StopinatorOptions Options { get; }

    public InstancePowerService Service { get; }

    public static Ec2Lab Create(
        Action<FleetBuilder> fleet, Action<StopinatorOptions>? configure = null, Action<SimulatedEc2Options>? simulate = null,
        IEnumerable<IPowerObserver>? observers = null, ILoggerFactory? loggers = null)
    {
        // Fleets of thousands take seconds of real time, and a busy machine several times as long.
        var clock = new SimulatedClock(Start) { Watchdog = TimeSpan.FromMinutes(5) };
        var simulation = new SimulatedEc2Options { TimeProvider = clock };
        simulate?.Invoke(simulation);
        var ec2 = SimulatedEc2.Create(fleet, simulation);

        var options = new StopinatorOptions
        {
            Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            Randomizer = () => 0.5,
        };
        options.Ec2.Region = simulation.Region;
        options.Ec2.EndpointUrl = ec2.Endpoint;
        configure?.Invoke(options);
        return new Ec2Lab(ec2, ec2.CreateHandler(), options, clock, simulation, observers, loggers);
    }

    public Task<PowerReport> RunAsync(PowerRequest request, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Clock.RunAsync(() => Service.RunAsync(request, progress, cancellationToken));

    public Task<PowerPlan> PlanAsync(PowerRequest request) => Clock.RunAsync(() => Service.PlanAsync(request));

    /// <summary>The calls of an action, e.g. <c>StopInstances</c>.</summary>
    public IReadOnlyList<ReceivedCall> Calls(string action) => [.. Ec2.Calls.Where(call => call.Action == action)];

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await Ec2.DisposeAsync();
    }
}
