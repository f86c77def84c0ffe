using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace WorkerSample;

/// <summary>Puts the application together: the library, the worker, its health.</summary>
internal static class WorkerApplication
{
    /// <summary>Creates the application, which runs as any other host.</summary>
    /// <param name="args">Settings, as in appsettings.json and in the environment: <c>--Worker:Interval 00:01:00</c>.</param>
    /// <param name="configure">Replaces services, e.g. in a test.</param>
    public static WebApplication Create(string[] args, Action<IServiceCollection>? configure = null)
    {
        // The settings lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var services = builder.Services;

        // Region, profile and endpoint come from the section AWS, and then from the environment, as with any AWS client.
        services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        services.AddStopinator(builder.Configuration.GetSection("Stopinator"));
        services.AddOptions<WorkerOptions>().BindConfiguration("Worker")
            .Validate(WorkerOptions.IsValid, "Worker:Interval takes more than zero, up to a day; Worker:StaleAfter takes more than that.")
            .ValidateOnStart();
        services.Configure<HostOptions>(builder.Configuration.GetSection("Host"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WorkerHealth>();
        services.AddHealthChecks().AddCheck<WorkerHealth>(WorkerHealth.Live).AddCheck<WorkerHealth>(WorkerHealth.Ready);
        services.AddHostedService<ReconcileWorker>();
        configure?.Invoke(services);

        var app = builder.Build();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => check.Name == WorkerHealth.Live });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Name == WorkerHealth.Ready });
        return app;
    }
}
