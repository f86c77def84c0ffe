namespace Stopinator.Scheduling.Evaluation;

/// <summary>Finds the moments of rules around an instant. Keeps the moments of a few months, so that most answers are a look-up.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class MomentTimeline
{
    /// <summary>The longest time over which <see cref="Latest"/> looks back. Shorter than a block.</summary>
    public const long LookBack = 7 * TimeSpan.TicksPerDay;

    private readonly MomentRules _rules;
    private readonly BlockCache<Block> _blocks;

    public MomentTimeline(MomentRules rules)
    {
        _rules = rules;
        _blocks = new(Compile);
    }

    /// <summary>Returns the last moment up to an instant, at most <see cref="LookBack"/> before it; null when there is none.</summary>
    public MomentAt? Latest(long ticks)
    {
        ticks = Math.Clamp(ticks, TimeBlock.FirstTicks, TimeBlock.LastTicks);
        var index = ticks / TimeBlock.Length;
        var latest = LatestIn(_blocks[index], ticks) ?? (index > 0 ? LatestIn(_blocks[index - 1], ticks) : null);
        return latest is { } moment && moment.Ticks >= ticks - LookBack ? latest : null;
    }

    /// <summary>Returns the first moment after an instant; null when there is none.</summary>
    public MomentAt? Next(long after)
    {
        after = Math.Max(after, TimeBlock.FirstTicks);
        if (after >= TimeBlock.LastTicks)
        {
            return null;
        }

        var clock = new LocalClock(_rules.Zone);
        var found = new List<MomentAt>();
        DateOnly? date = DateOf(after).AddDays(-1);
        while ((date = _rules.NextDate(date.Value)) is { } day && day < DateOf(TimeBlock.LastTicks))
        {
            _rules.AddDate(day, clock, found);
            found.RemoveAll(moment => moment.Ticks <= after);
            if (found.Count > 0)
            {
                // Where clocks go back at midnight, a start of the next date may come before a stop of this one.
                _rules.AddDate(day.AddDays(1), clock, found);
                return Least(found);
            }

            date = day.AddDays(1);
        }

        return null;
    }

    private static MomentAt? Least(List<MomentAt> found)
    {
        var least = found.Min(moment => moment.Ticks);
        return found.Where(moment => moment.Ticks == least).MaxBy(moment => moment.State);
    }

    private static MomentAt? LatestIn(Block block, long ticks)
    {
        var moments = block.Moments;
        int low = 0, high = moments.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = moments[middle].Ticks <= ticks ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? moments[low - 1] : null;
    }

    private DateOnly DateOf(long ticks) => Timeline.InstantOf(ticks).InZone(_rules.Zone).Date.ToDateOnly();

    private Block Compile(long index)
    {
        var (from, to) = TimeBlock.BoundsOf(index);
        var clock = new LocalClock(_rules.Zone);
        var moments = new List<MomentAt>();
        var last = DateOf(to - 1).AddDays(1);
        for (var date = DateOf(from).AddDays(-1); date <= last; date = date.AddDays(1))
        {
            _rules.AddDate(date, clock, moments);
        }

        moments.RemoveAll(moment => moment.Ticks < from || moment.Ticks >= to);
        moments.Sort(MomentAt.Compare);
        return new(index, [.. moments]);
    }

    private sealed class Block(long index, MomentAt[] moments) : TimeBlock(index)
    {
        public MomentAt[] Moments => moments;
    }
}
