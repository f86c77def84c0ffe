namespace Stopinator;

/// <summary>
/// The names under which Stopinator publishes traces and metrics, e.g. for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.
/// </summary>
public static class StopinatorDiagnostics
{
    /// <summary>
    /// The activity source. It has an activity for a plan, for an execution, and for each attempt to call EC2 (<c>EC2.StopInstances</c>).
    /// </summary>
    public const string ActivitySourceName = "Stopinator";

    /// <summary>The meter.</summary>
    public const string MeterName = "Stopinator";

    /// <summary>
    /// Counter of attempts to call EC2. Tags: <c>operation</c> (describe, start, stop, reboot) and <c>code</c> (<c>ok</c> or the error
    /// code).
    /// </summary>
    public const string CallsInstrument = "stopinator.ec2.calls";

    /// <summary>Histogram in seconds: the duration of an attempt. Tags: as for <see cref="CallsInstrument"/>.</summary>
    public const string CallDurationInstrument = "stopinator.ec2.call.duration";

    /// <summary>
    /// Histogram in seconds: the time that an attempt waited for EC2's rate limit (<see cref="RateLimitOptions"/>). Tag: <c>operation</c>.
    /// </summary>
    public const string RateLimitWaitInstrument = "stopinator.rate_limit.wait";

    /// <summary>Counter of instances by the outcome of an execution. Tags: <c>action</c>, <c>outcome</c>, <c>reason</c>.</summary>
    public const string InstancesInstrument = "stopinator.instances";

    /// <summary>Histogram in seconds: the duration of an execution. Tag: <c>action</c>.</summary>
    public const string RunDurationInstrument = "stopinator.run.duration";
}
