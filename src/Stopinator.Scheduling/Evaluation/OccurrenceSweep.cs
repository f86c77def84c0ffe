using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Lays occurrences, which may overlap, side by side.</summary>
internal static class OccurrenceSweep
{
    /// <summary>
    /// Writes what holds: an open occurrence before a closed one, the later begin before the earlier; where there is none, what is outside.
    /// </summary>
    public static void Write(List<Occurrence> occurrences, ScheduleDecision outside, Instant from, Instant to, TimelineBuilder timeline)
    {
        // What goes before another comes first; the order of equal ones is kept.
        List<Occurrence> ahead = [.. occurrences.OrderBy(occurrence => occurrence.Begin)];
        var current = new List<Occurrence>();
        var next = 0;
        foreach (var cut in Cuts(occurrences, from, to))
        {
            current.RemoveAll(occurrence => occurrence.End <= cut);
            for (; next < ahead.Count && ahead[next].Begin <= cut; next++)
            {
                current.Add(ahead[next]);
            }

            timeline.Add(cut, Best(current) ?? outside);
        }
    }

    private static SortedSet<Instant> Cuts(List<Occurrence> occurrences, Instant from, Instant to) =>
    [
        from,
        .. occurrences.Select(occurrence => occurrence.Begin).Concat(occurrences.Select(occurrence => occurrence.End)).Where(cut => cut > from && cut < to),
    ];

    private static ScheduleDecision? Best(List<Occurrence> current)
    {
        Occurrence? best = null;
        foreach (var occurrence in current)
        {
            if (best is not { } other
                || (occurrence.IsOpen && !other.IsOpen)
                || (occurrence.IsOpen == other.IsOpen && occurrence.Begin > other.Begin))
            {
                best = occurrence;
            }
        }

        return best?.Decision;
    }
}
