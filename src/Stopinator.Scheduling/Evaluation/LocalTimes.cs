using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Converts local times into instants on days on which clocks change. In the repeated hour, a begin counts at the first pass and an end at
/// the second, so that nothing happens twice. In the gap, both count at the instant after the jump.
/// </summary>
internal static class LocalTimes
{
    public static Instant BeginOf(LocalDateTime time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(time);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }

    public static Instant EndOf(LocalDateTime time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(time);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.Last().ToInstant();
    }
}
