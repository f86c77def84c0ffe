using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stopinator.Diagnostics;

/// <summary>The traces and metrics of the library. They carry no instance id and no secret.</summary>
internal static class Telemetry
{
    private static readonly string? Version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(StopinatorDiagnostics.MeterName, Version);

    // The bounds of the histograms of durations. The default bounds of collectors are made for milliseconds.
    private static readonly InstrumentAdvice<double> CallSeconds =
        new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };
    private static readonly InstrumentAdvice<double> RunSeconds =
        new() { HistogramBucketBoundaries = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600] };

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        StopinatorDiagnostics.CallsInstrument, "{call}", "Attempts to call EC2.");

    private static readonly Histogram<double> CallDuration = Meter.CreateHistogram<double>(
        StopinatorDiagnostics.CallDurationInstrument, "s", "Duration of an attempt to call EC2.", tags: null, CallSeconds);

    private static readonly Histogram<double> RateLimitWait = Meter.CreateHistogram<double>(
        StopinatorDiagnostics.RateLimitWaitInstrument, "s", "Time an attempt was held back for EC2's rate limit.", tags: null, RunSeconds);

    private static readonly Counter<long> Instances = Meter.CreateCounter<long>(
        StopinatorDiagnostics.InstancesInstrument, "{instance}", "Instances by the outcome of an execution.");

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>(
        StopinatorDiagnostics.RunDurationInstrument, "s", "Duration of an execution.", tags: null, RunSeconds);

    /// <summary>The tag of a call's span that holds EC2's request id.</summary>
    public const string RequestIdTag = "aws.request_id";

    public static ActivitySource Source { get; } = new(StopinatorDiagnostics.ActivitySourceName, Version);

    /// <summary>True when somebody listens to the counts by outcome.</summary>
    public static bool CountsOutcomes => Instances.Enabled;

    /// <summary>Starts the span of one attempt to call EC2. Its name and tags follow the conventions for AWS SDKs.</summary>
    /// <seealso href="https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/"/>
    public static Activity? StartCall(string method) =>
        Source.StartActivity($"EC2.{method}", ActivityKind.Client)?
            .SetTag("rpc.system", "aws-api").SetTag("rpc.service", "EC2").SetTag("rpc.method", method);

    public static void CallEnded(string operation, string code, TimeSpan duration, Activity? span, string? region)
    {
        span?.SetTag("cloud.region", region);
        if (code != "ok")
        {
            span?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error, code);
        }

        if (!Calls.Enabled && !CallDuration.Enabled)
        {
            return;
        }

        var tags = new TagList { { "operation", operation }, { "code", code } };
        Safely.Do(() =>
        {
            Calls.Add(1, tags);
            CallDuration.Record(duration.TotalSeconds, tags);
        });
    }

    public static void RateLimitAwaited(string operation, TimeSpan wait) =>
        Safely.Do(() => RateLimitWait.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("operation", operation)));

    public static void RunEnded(string action, TimeSpan duration)
    {
        if (RunDuration.Enabled)
        {
            Safely.Do(() => RunDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("action", action)));
        }
    }

    /// <summary>Counts instances. The tags are the words of the report's JSON.</summary>
    public static void OutcomesCounted<TOutcome, TReason>(string action, TOutcome outcome, TReason reason, int count)
        where TOutcome : struct, Enum
        where TReason : struct, Enum =>
        Safely.Do(
            () => Instances.Add(
                count,
                new TagList { { "action", action }, { "outcome", EnumText.Of(outcome) }, { "reason", EnumText.Of(reason) } }));
}
