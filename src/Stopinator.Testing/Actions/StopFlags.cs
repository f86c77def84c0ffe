using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Actions;

/// <summary>The way to stop. Force tries an orderly shutdown first, then forces; SkipOsShutdown bypasses the guest at once.</summary>
internal readonly record struct StopFlags(bool Hibernate, bool Force, bool SkipOsShutdown)
{
    /// <summary>True when even a stuck stop comes to its end.</summary>
    public bool EndsAnyStop => Force || SkipOsShutdown;

    /// <summary>Counts one stop.</summary>
    /// <param name="counters">The counters so far.</param>
    /// <param name="frees">True when the instance was already stopping.</param>
    public InstanceCounters Count(InstanceCounters counters, bool frees) => counters with
    {
        Stops = counters.Stops + (frees ? 0 : 1),
        Hibernations = counters.Hibernations + (Hibernate && !frees ? 1 : 0),
        ForcedStops = counters.ForcedStops + (Force ? 1 : 0),
        SkippedShutdowns = counters.SkippedShutdowns + (SkipOsShutdown ? 1 : 0),
    };
}
