using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Support;

/// <summary>One process with a worker: a host, its own client of the simulated EC2, its own log.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly FakeLogCollector _log;

    private WorkerHost(IHost host, FakeLogCollector log) => (_host, _log) = (host, log);

    /// <summary>The log: the level and the message of each entry, and the message of its exception.</summary>
    public IEnumerable<string> Log => _log.GetSnapshot().Select(entry => $"{entry.Level}: {entry.Message} {entry.Exception?.Message}".TrimEnd());

    public IServiceProvider Services => _host.Services;

    public static WorkerHost Create(
        IAmazonEC2 ec2, TimeProvider time, Action<ScheduledPowerWorkerOptions>? worker = null, Action<IServiceCollection>? configure = null)
    {
        var log = new FakeLogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(time).AddSingleton(ec2);
        builder.Services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(log)));
        builder.Services.AddStopinator(options => options.Randomizer = () => 0.5);
        builder.Services.AddScheduledPowerWorker(worker ?? (_ => { }));
        builder.Services.AddHealthChecks().AddScheduledPower();
        configure?.Invoke(builder.Services);
        return new WorkerHost(builder.Build(), log);
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    /// <summary>Has the worker run on its clock until the test stops it.</summary>
    public Task RunAsync(SimulatedClock clock, Func<Task> meanwhile) => clock.RunAsync(async () =>
    {
        await StartAsync();
        await meanwhile();
        await StopAsync();
    });

    public async Task<HealthReportEntry> HealthAsync(string name)
    {
        var report = await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries[name];
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
