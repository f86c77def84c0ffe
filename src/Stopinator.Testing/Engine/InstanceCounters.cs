namespace Stopinator.Testing.Engine;

/// <summary>What calls have done to one instance.</summary>
internal sealed record InstanceCounters(int Starts, int Stops, int Reboots, int Hibernations, int ForcedStops, int SkippedShutdowns)
{
    public static readonly InstanceCounters None = new(0, 0, 0, 0, 0, 0);
}
