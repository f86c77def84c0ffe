// Holds the tagged instances of a region to their schedules, every few minutes, as a service: on Kubernetes, on ECS, under systemd.
//
//   dotnet run --project samples/LocalEc2 -- --tag Env=dev --tag "stopinator:schedule=off"    an EC2 on this machine, in another terminal
//   dotnet run --project samples/Worker -- --AWS:Region us-east-1 --AWS:ServiceURL http://127.0.0.1:5577
//
// LocalEc2 takes any credentials, e.g. AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=key.

using OpenTelemetry;
using Stopinator;
using Stopinator.Hosting;

namespace WorkerSample;

internal static class Program
{
    public static Task Main(string[] args) => Create(args).RunAsync();

    public static WebApplication Create(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddDefaultAWSOptions(configuration.GetAWSOptions());
        services.AddStopinator(configuration.GetSection("Stopinator"));
        services.AddScheduledPowerWorker(configuration.GetSection("Worker"));
        services.AddHealthChecks().AddScheduledPower();
        services.Configure<HostOptions>(configuration.GetSection("Host"));
        var telemetry = services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(StopinatorDiagnostics.ActivitySourceName, StopinatorHostingDiagnostics.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(StopinatorDiagnostics.MeterName, StopinatorHostingDiagnostics.MeterName));
        _ = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } ? telemetry.UseOtlpExporter() : telemetry;
        configure?.Invoke(services);

        var app = builder.Build();
        app.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains(ScheduledPowerHealth.LiveTag) });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(ScheduledPowerHealth.ReadyTag) });
        return app;
    }
}
