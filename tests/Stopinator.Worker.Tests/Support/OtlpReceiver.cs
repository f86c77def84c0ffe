using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stopinator.Worker.Tests.Support;

/// <summary>A collector of OpenTelemetry on loopback, OTLP over HTTP: takes traces and metrics and keeps what is asked of it here.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<byte[]> _traces = [];
    private readonly ConcurrentQueue<byte[]> _metrics = [];

    private OtlpReceiver(WebApplication application) => _application = application;

    /// <summary>The value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Endpoint => _application.Urls.Single();

    /// <summary>Every span so far. The numbers are those of opentelemetry-proto: resource_spans, scope_spans, spans, and in it name and ids.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. _traces.SelectMany(body => WireFormat.Read(body, 1, 2, 2)).Select(span => new OtlpSpan(
            WireFormat.Text(span, 5), WireFormat.Id(span, 1), WireFormat.Id(span, 2), WireFormat.Id(span, 4))),
    ];

    /// <summary>The names of the metrics, each once: resource_metrics, scope_metrics, metrics, name.</summary>
    public IReadOnlyList<string> MetricNames => [.. _metrics.SelectMany(body => WireFormat.Read(body, 1, 2, 2)).Select(metric => WireFormat.Text(metric, 1)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The names of the services that sent anything: the attribute service.name of the resource.</summary>
    public IReadOnlyList<string> ServiceNames =>
    [
        .. _traces.Concat(_metrics).SelectMany(body => WireFormat.Read(body, 1, 1, 1))
            .Where(attribute => WireFormat.Text(attribute, 1) == "service.name")
            .Select(attribute => WireFormat.Text(attribute, 2, 1))
            .Distinct(),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var receiver = new OtlpReceiver(application);
        application.MapPost("/v1/traces", context => TakeAsync(context, receiver._traces));
        application.MapPost("/v1/metrics", context => TakeAsync(context, receiver._metrics));
        await application.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, ConcurrentQueue<byte[]> received)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        received.Enqueue(body.ToArray());

        // An empty message: everything was taken.
        context.Response.ContentType = "application/x-protobuf";
    }
}
