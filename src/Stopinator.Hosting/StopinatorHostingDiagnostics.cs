namespace Stopinator.Hosting;

/// <summary>
/// The names under which the worker publishes traces and metrics, beside those of <see cref="StopinatorDiagnostics"/>, e.g. for
/// OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.
/// </summary>
public static class StopinatorHostingDiagnostics
{
    /// <summary>
    /// The activity source. It has an activity for each tick, <c>stopinator.tick</c>, which contains the activities of the library.
    /// </summary>
    public const string ActivitySourceName = "Stopinator.Hosting";

    /// <summary>The meter.</summary>
    public const string MeterName = "Stopinator.Hosting";

    /// <summary>Counter of ticks. Tag: <c>result</c> (<c>ok</c>, <c>failed</c>, <c>cancelled</c>, <c>missed</c>).</summary>
    public const string TicksInstrument = "stopinator.ticks";

    /// <summary>Histogram in seconds: the duration of the run of a tick. Tag: <c>result</c>, without <c>missed</c>.</summary>
    public const string TickDurationInstrument = "stopinator.tick.duration";

    /// <summary>Gauge in seconds: the time since the last good tick ended. There is no value before the first good tick.</summary>
    public const string LastGoodTickAgeInstrument = "stopinator.last_good_tick.age";
}
