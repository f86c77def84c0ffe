namespace Stopinator.Scheduling.Evaluation;

/// <summary>Turns occurrences, which may overlap, into a sequence of decisions.</summary>
internal static class OccurrenceSweep
{
    /// <summary>
    /// Writes the decisions. An open occurrence takes precedence over a closed one, and a later begin over an earlier one. The outside
    /// decision holds where there is no occurrence.
    /// </summary>
    public static void Write(List<Occurrence> occurrences, ScheduleDecision outside, long from, long to, TimelineBuilder timeline)
    {
        var cuts = Cuts(occurrences, from, to);
        occurrences.Sort(Occurrence.ByBegin);
        var current = new List<Occurrence>();
        var next = 0;
        foreach (var cut in cuts)
        {
            RemoveEnded(current, cut);
            for (; next < occurrences.Count && occurrences[next].Begin <= cut; next++)
            {
                current.Add(occurrences[next]);
            }

            timeline.Add(cut, Best(current) ?? outside);
        }
    }

    private static List<long> Cuts(List<Occurrence> occurrences, long from, long to)
    {
        var cuts = new List<long>((2 * occurrences.Count) + 1) { from };
        foreach (var occurrence in occurrences)
        {
            AddCut(occurrence.Begin);
            AddCut(occurrence.End);
        }

        cuts.Sort();
        return cuts;

        void AddCut(long cut)
        {
            if (cut > from && cut < to)
            {
                cuts.Add(cut);
            }
        }
    }

    // Keeps the order of the remaining occurrences.
    private static void RemoveEnded(List<Occurrence> current, long cut)
    {
        var kept = 0;
        for (var i = 0; i < current.Count; i++)
        {
            if (current[i].End > cut)
            {
                current[kept++] = current[i];
            }
        }

        current.RemoveRange(kept, current.Count - kept);
    }

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
