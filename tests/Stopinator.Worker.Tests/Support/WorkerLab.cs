using Amazon.EC2;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Stopinator.Testing;

namespace Stopinator.Worker.Tests.Support;

/// <summary>The worker on a simulated EC2, both on one manual clock, with the settings it is deployed with and a few of the test's.</summary>
internal sealed class WorkerLab : IAsyncDisposable
{
    private readonly FakeLogCollector _log;

    private WorkerLab(SimulatedClock clock, SimulatedEc2 ec2, WebApplication app, FakeLogCollector log) => (Clock, Ec2, App, _log) = (clock, ec2, app, log);

    /// <summary>Midnight before a Friday.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public SimulatedClock Clock { get; }

    public SimulatedEc2 Ec2 { get; }

    public WebApplication App { get; private set; }

    /// <summary>The log: the level and the message of each entry, and the message of its exception.</summary>
    public IEnumerable<string> Log => _log.GetSnapshot().Select(entry => $"{entry.Level}: {entry.Message} {entry.Exception?.Message}".TrimEnd());

    public static WorkerLab Create(Action<FleetBuilder> fleet, TimeSpan latency = default, params string[] settings)
    {
        var clock = new SimulatedClock(Start);
        var ec2 = SimulatedEc2.Create(fleet, new SimulatedEc2Options { TimeProvider = clock, Latency = latency });
        var log = new FakeLogCollector();
        return new WorkerLab(clock, ec2, CreateApp(clock, ec2, log, settings), log);
    }

    /// <summary>Has the worker run from its start until the test stops it, on the manual clock.</summary>
    public Task RunAsync(Func<Task> meanwhile)
    {
        // The threads that send telemetry never rest, and are no work that the clock waits for. They begin before the clock, in the order of
        // the host: what measures is made before what collects.
        _ = App.Services.GetServices<IHostedService>().Count();
        _ = (App.Services.GetService<MeterProvider>(), App.Services.GetService<TracerProvider>(), App.Services.GetService<LoggerProvider>());
        return Clock.RunAsync(async () =>
        {
            await App.StartAsync();
            await meanwhile();
            await App.StopAsync();
        });
    }

    /// <summary>Asks for the health as an orchestrator does, which takes real time.</summary>
    public async Task<string> HealthAsync(string path)
    {
        using (Clock.Hold())
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(new Uri(App.Urls.Single()), path));
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
    }

    /// <summary>Puts a new process in the place of the old one: same EC2, same clock.</summary>
    public async Task ReplaceAsync(params string[] settings)
    {
        await App.DisposeAsync();
        App = CreateApp(Clock, Ec2, _log, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Ec2.DisposeAsync();
    }

    private static WebApplication CreateApp(SimulatedClock clock, SimulatedEc2 ec2, FakeLogCollector log, string[] settings) =>
        WorkerSample.Program.Create(
            ["--urls", "http://127.0.0.1:0", .. settings],
            services =>
            {
                var server = services.Last(service => service.ServiceType == typeof(IServer));
                services.AddSingleton<IServer>(provider => new ServerBesideTheClock((IServer)ActivatorUtilities.CreateInstance(provider, server.ImplementationType!), clock));
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton(ec2.CreateClient());
                services.AddSingleton<Func<PowerTarget, IAmazonEC2>>(target => target.RoleArn is null
                    ? ec2.CreateClient()
                    : throw new Ec2Exception("NoCredentials", $"{target.RoleArn} cannot be assumed."));
                services.AddLogging(logging => logging.ClearProviders().AddProvider(new FakeLoggerProvider(log)));
                services.Configure<StopinatorOptions>(options => options.Randomizer = () => 0.5);
            });
}
