namespace Stopinator.Testing.Engine;

/// <summary>The numbers of effective calls on one instance.</summary>
internal sealed record InstanceCounters(int Starts, int Stops, int Reboots, int Hibernations, int ForcedStops, int SkippedShutdowns)
{
    public static readonly InstanceCounters None = new(0, 0, 0, 0, 0, 0);
}
