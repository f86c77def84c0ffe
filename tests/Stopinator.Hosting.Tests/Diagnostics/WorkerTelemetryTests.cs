using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Hosting.Diagnostics;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Diagnostics;

/// <summary>The traces and metrics of the worker.</summary>
public sealed class WorkerTelemetryTests
{
    private readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Ticks_OfEachResult_AreCountedAndTimed()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(2, instance => instance.Tagged("stopinator:schedule", "off").Running()),
            new SimulatedEc2Options { TimeProvider = _clock, Latency = TimeSpan.FromSeconds(1) });
        ec2.Faults.On("DescribeInstances").Nth(3).Fail("UnauthorizedOperation", "You are not authorized.", 403);
        ec2.Faults.On("DescribeInstances").Nth(4).Delay(TimeSpan.FromMinutes(11));
        await using var host = WorkerHost.Create(
            ec2.CreateClient(),
            _clock,
            configure: services => services.AddStopinator(options =>
                (options.Retry.AttemptTimeout, options.Retry.TotalTime) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2))));
        var telemetry = host.Services.GetRequiredService<WorkerTelemetry>();
        var seen = new ConcurrentQueue<string>();
        using var listener = Listen(telemetry, seen);
        using var test = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var spans = new ConcurrentQueue<Activity>();
        using var spanListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StopinatorHostingDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == test.TraceId)
                {
                    spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(spanListener);

        listener.RecordObservableInstruments();
        await host.RunAsync(_clock, async () =>
        {
            // 10:00 two calls, 10:05 one, 10:10 fails, 10:15 takes until 10:26 and misses 10:20, for 10:25 one; 10:30 is stopped in its call.
            await Task.Delay(new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.Zero).AddSeconds(0.5) - _clock.GetUtcNow(), _clock);
            listener.RecordObservableInstruments();
        });

        Assert.Equal(
            """
            stopinator.ticks ok 1
            stopinator.tick.duration ok 2
            stopinator.ticks ok 1
            stopinator.tick.duration ok 1
            stopinator.ticks failed 1
            stopinator.tick.duration failed 1
            stopinator.ticks ok 1
            stopinator.tick.duration ok 661
            stopinator.ticks missed 1
            stopinator.ticks ok 1
            stopinator.tick.duration ok 1
            stopinator.last_good_tick.age  238.5
            stopinator.ticks cancelled 1
            stopinator.tick.duration cancelled 0.5
            """,
            string.Join('\n', seen));
        Assert.Equal(
            [
                ("2026-11-20T10:00:00Z", ActivityStatusCode.Unset), ("2026-11-20T10:05:00Z", ActivityStatusCode.Unset),
                ("2026-11-20T10:10:00Z", ActivityStatusCode.Error), ("2026-11-20T10:15:00Z", ActivityStatusCode.Unset),
                ("2026-11-20T10:25:00Z", ActivityStatusCode.Unset), ("2026-11-20T10:30:00Z", ActivityStatusCode.Unset),
            ],
            spans.Select(span => ((string)span.GetTagItem("stopinator.tick")!, span.Status)));
        Assert.All(spans, span => Assert.Equal("stopinator.tick", span.OperationName));
    }

    private static MeterListener Listen(WorkerTelemetry telemetry, ConcurrentQueue<string> seen)
    {
        var listener = new MeterListener
        {
            // Other tests run beside this one.
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, telemetry))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen.Enqueue(FormattableString.Invariant($"{instrument.Name} {(tags.IsEmpty ? "" : tags[0].Value)} {Math.Round(value, 3)}"));
    }
}
