using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>The stretches of time between two instants in which a zone's clocks run without a jump.</summary>
internal static class LocalStretches
{
    public static IEnumerable<(Instant Begin, Instant End, Offset Offset)> Of(DateTimeZone zone, Instant from, Instant to) =>
        zone.GetZoneIntervals(from, to).Select(interval => (
            interval.HasStart ? Instant.Max(interval.Start, from) : from,
            interval.HasEnd ? Instant.Min(interval.End, to) : to,
            interval.WallOffset));
}
