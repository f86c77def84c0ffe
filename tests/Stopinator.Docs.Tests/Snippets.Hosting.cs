using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stopinator.Hosting;

namespace Stopinator.Docs.Tests;

/// <content>The snippets of docs/hosting.md and of the package's README.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task AddAWorker()
    {
        string[] args = ["--Stopinator:Scope", "tag:Env=dev", "--Worker:Interval", "00:10:00"]; // not shown
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddStopinator(builder.Configuration.GetSection("Stopinator"));
        builder.Services.AddScheduledPowerWorker(builder.Configuration.GetSection("Worker"));
        builder.Services.AddHealthChecks().AddScheduledPower();

        var app = builder.Build();
        app.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains(ScheduledPowerHealth.LiveTag) });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(ScheduledPowerHealth.ReadyTag) });
        Assert.Equal(TimeSpan.FromMinutes(10), app.Services.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value.Interval); // not shown
        Assert.Contains(app.Services.GetServices<IHostedService>(), service => service.GetType().Name == "ScheduledPowerWorker"); // not shown
        await app.DisposeAsync(); // not shown
    }

    [Fact]
    public async Task AddAWorkerToServices()
    {
        var services = new ServiceCollection(); // not shown
        services.AddStopinator(options => options.Scope = InstanceSelector.ByTag("Env", "dev"));
        services.AddScheduledPowerWorker(options => options.Interval = TimeSpan.FromMinutes(5));
        services.AddHealthChecks().AddScheduledPower();
        await using var provider = services.BuildServiceProvider(); // not shown
        Assert.Equal(2, provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Count); // not shown
    }

    [Fact]
    public async Task AddAWorkerAtTargets()
    {
        var services = new ServiceCollection(); // not shown
        services.AddStopinator(options => options.Scope = InstanceSelector.ByTag("Env", "dev"));
        services.AddScheduleSources();
        services.AddScheduledPowerWorker(options => options.TargetsLocation = "ssm:/stopinator/targets");
        services.AddHealthChecks().AddScheduledPower();
        await using var provider = services.BuildServiceProvider(); // not shown
        var options = provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value; // not shown
        Assert.Equal("ssm:/stopinator/targets", options.TargetsLocation); // not shown
    }
}
