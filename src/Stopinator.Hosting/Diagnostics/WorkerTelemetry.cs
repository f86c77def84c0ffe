using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stopinator.Hosting.Diagnostics;

/// <summary>The traces and metrics of a worker. They carry no instance id and no secret.</summary>
internal sealed class WorkerTelemetry : IDisposable
{
    private static readonly string? Version = typeof(WorkerTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(StopinatorHostingDiagnostics.ActivitySourceName, Version);
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600] };

    private readonly Meter _meter;
    private readonly Counter<long> _ticks;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    /// <param name="age">Returns the time since the last good tick ended; null before the first one.</param>
    public WorkerTelemetry(Func<TimeSpan?> age)
    {
        _meter = new Meter(StopinatorHostingDiagnostics.MeterName, Version, tags: null, scope: this);
        _ticks = _meter.CreateCounter<long>(StopinatorHostingDiagnostics.TicksInstrument, "{tick}", "Ticks by their result.");
        _duration = _meter.CreateHistogram(
            StopinatorHostingDiagnostics.TickDurationInstrument, "s", "Duration of the run of a tick.", tags: null, Seconds);
        _ = _meter.CreateObservableGauge(
            StopinatorHostingDiagnostics.LastGoodTickAgeInstrument, () => Measured(age()), "s", "Time since the last good tick ended.");
    }

    public static Activity? StartTick(DateTimeOffset tick) =>
        Source.StartActivity("stopinator.tick")?.SetTag("stopinator.tick", $"{tick:yyyy-MM-ddTHH:mm:ssZ}");

    public void Ended(string result, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("result", result);
        _ticks.Add(1, tag);
        _duration.Record(duration.TotalSeconds, tag);
    }

    public void Missed(long count) => _ticks.Add(count, new KeyValuePair<string, object?>("result", "missed"));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Measured(TimeSpan? age) => age is { } known ? [new(known.TotalSeconds)] : [];
}
