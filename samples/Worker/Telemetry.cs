using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using Stopinator;

namespace WorkerSample;

/// <summary>Sends traces and metrics where OpenTelemetry's standard variables say, e.g. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; nowhere without that one.</summary>
internal static class Telemetry
{
    public static OpenTelemetrySdk Start(IConfiguration configuration) => OpenTelemetrySdk.Create(telemetry =>
    {
        // The variables may as well stand in appsettings.json.
        telemetry.Services.AddSingleton(configuration);
        telemetry
            .WithTracing(tracing => tracing.AddSource(ReconcileWorker.ActivitySourceName, StopinatorDiagnostics.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(StopinatorDiagnostics.MeterName));
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    });
}
