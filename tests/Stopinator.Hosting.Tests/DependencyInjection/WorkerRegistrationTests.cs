using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stopinator.Scheduling;

namespace Stopinator.Hosting.Tests.DependencyInjection;

/// <summary>The services that the registrations add, and the settings that they refuse at start.</summary>
public sealed class WorkerRegistrationTests
{
    [Fact]
    public void AddScheduledPowerWorker_Twice_AddsOneWorkerAndTwoChecks()
    {
        var services = new ServiceCollection();
        services.AddScheduledPowerWorker().AddScheduledPowerWorker(options => options.Interval = TimeSpan.FromMinutes(1));
        services.AddHealthChecks().AddScheduledPower().AddScheduledPower();
        using var provider = services.BuildServiceProvider();

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null);
        Assert.Equal(
            [("scheduled-power", "ready"), ("scheduled-power-loop", "live")],
            provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => (check.Name, check.Tags.Single())));
    }

    // Edges looks back over one interval: more would repeat a tick, less would lose changes.
    [Fact]
    public void AddScheduledPowerWorker_ItsInterval_IsThatOfTheSchedules()
    {
        var services = new ServiceCollection();
        services.AddScheduledPower(options => options.Mode = ReconcileMode.Edges);
        services.AddScheduledPowerWorker(options => options.Interval = TimeSpan.FromMinutes(10));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ScheduledPowerOptions>>().Value;

        Assert.Equal((ReconcileMode.Edges, TimeSpan.FromMinutes(10)), (options.Mode, options.Interval));
    }

    [Fact]
    public void AddScheduledPowerWorker_OtherKeys_KeepTheirInterval()
    {
        var services = new ServiceCollection();
        services.AddKeyedScheduledPower("eu", options => options.Interval = TimeSpan.FromMinutes(7));
        services.AddScheduledPowerWorker(options => options.Interval = TimeSpan.FromMinutes(10));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(TimeSpan.FromMinutes(7), provider.GetRequiredService<IOptionsMonitor<ScheduledPowerOptions>>().Get("eu").Interval);
    }

    [Fact]
    public async Task Start_SeveralInvalidOptions_NamesAllOfThem()
    {
        var message = await StartAsync(services => services.AddScheduledPowerWorker(options =>
        {
            options.Interval = TimeSpan.FromMinutes(40);
            options.Jitter = TimeSpan.FromMinutes(21);
            options.Request =
                PowerRequest.Stop(InstanceSelector.All) with { Deadline = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero) };
        }));

        Assert.Equal(
            "Jitter is 00:21:00; it takes zero, up to half of Interval, which is 00:40:00.; "
            + "StaleAfter is 00:30:00; it takes more than Interval and Jitter together, which are 01:01:00, up to 7.00:00:00.; "
            + "Request is to Stop; it takes a request of PowerRequest.Reconcile.; "
            + "Request has the deadline 2026-11-20 10:00:00Z, which would end every later run; it takes none.",
            message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.99)]
    [InlineData(-5)]
    [InlineData(24 * 60 + 1)]
    public async Task Start_AnIntervalOutOfBounds_IsRefused(double minutes) => Assert.StartsWith(
        $"Interval is {TimeSpan.FromMinutes(minutes)}; it takes 00:01:00 to 1.00:00:00.",
        await StartAsync(services => services.AddScheduledPowerWorker(options =>
            (options.Interval, options.StaleAfter) = (TimeSpan.FromMinutes(minutes), TimeSpan.FromDays(3)))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Start_InvalidConfiguration_NamesEveryValueAndTheRightName()
    {
        var message = await StartAsync(services => services.AddScheduledPowerWorker(Configuration(
            ("Worker:Intervall", "00:01:00"), ("Worker:Jitter", "5"), ("Worker:RunAtStart", "maybe"), ("Worker:StaleAfter", "soon"))));

        Assert.Equal(
            "'Worker:Intervall' is not an option of the worker; it takes Interval, Jitter, RunAtStart, StaleAfter, Targets, "
            + "TargetsLocation. Did you mean 'Interval'?; "
            + "'Worker:Jitter' is '5'; it takes a time such as 00:05:00.; "
            + "'Worker:RunAtStart' is 'maybe'; it takes true or false.; "
            + "'Worker:StaleAfter' is 'soon'; it takes a time such as 00:05:00.",
            message);
    }

    [Fact]
    public void AddScheduledPowerWorker_WithConfiguration_TakesEveryOption()
    {
        var services = new ServiceCollection();
        services.AddScheduledPowerWorker(Configuration(
            ("Worker:interval", "00:10:00"), ("Worker:Jitter", "00:00:20"), ("Worker:RunAtStart", "false"), ("Worker:StaleAfter", "02:00:00")));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value;

        Assert.Equal(
            (TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20), false, TimeSpan.FromHours(2)),
            (options.Interval, options.Jitter, options.RunAtStart, options.StaleAfter));
    }

    // The message of a start names the problems of the worker and those of the library together.
    [Fact]
    public async Task Start_InvalidOptionsOfSeveralKinds_NamesAllOfThem()
    {
        var message = await StartAsync(services => services
            .AddStopinator(options => options.Execution.MaxBatchSize = 0)
            .AddScheduledPower(options => options.LookBack = TimeSpan.FromDays(2))
            .AddScheduledPowerWorker(options => options.Interval = TimeSpan.Zero));

        Assert.Contains("MaxBatchSize", message, StringComparison.Ordinal);
        Assert.Contains("LookBack is 2.00:00:00", message, StringComparison.Ordinal);
        Assert.Contains("Interval is 00:00:00; it takes 00:01:00 to 1.00:00:00.", message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build().GetSection("Worker");

    private static async Task<string> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        configure(builder.Services);
        using var host = builder.Build();
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.True(exception is OptionsValidationException or AggregateException, exception.ToString());
        return exception.Message;
    }
}
