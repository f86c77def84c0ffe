namespace Stopinator.Scheduling.Evaluation;

/// <summary>Finds the moments of rules around an instant. Keeps the moments of a few months, so that most answers are a look-up.</summary>
/// <threadsafety>Blocks are immutable and replaced as a whole.</threadsafety>
internal sealed class MomentTimeline(MomentRules rules)
{
    /// <summary>The longest time over which <see cref="Latest"/> looks back. Shorter than a block.</summary>
    public const long LookBack = 7 * TimeSpan.TicksPerDay;

    private const int BlockDays = 32;
    private const long BlockTicks = BlockDays * TimeSpan.TicksPerDay;
    private const int Slots = 16;

    // Days at both ends of the range of DateTimeOffset are left out, because the local times next to them cannot be expressed.
    private const long FirstTicks = 4 * TimeSpan.TicksPerDay;
    internal static readonly long LastTicks = DateTimeOffset.MaxValue.Ticks - (4 * TimeSpan.TicksPerDay);

    private readonly Block?[] _blocks = new Block?[Slots];

    /// <summary>Returns the last moment up to an instant, at most <see cref="LookBack"/> before it; null when there is none.</summary>
    public MomentAt? Latest(long ticks)
    {
        ticks = Math.Clamp(ticks, FirstTicks, LastTicks);
        var index = ticks / BlockTicks;
        var latest = LatestIn(BlockOf(index), ticks) ?? (index > 0 ? LatestIn(BlockOf(index - 1), ticks) : null);
        return latest is { } moment && moment.Ticks >= ticks - LookBack ? latest : null;
    }

    /// <summary>Returns the first moment after an instant; null when there is none.</summary>
    public MomentAt? Next(long after)
    {
        after = Math.Max(after, FirstTicks);
        if (after >= LastTicks)
        {
            return null;
        }

        var clock = new LocalClock(rules.Zone);
        var found = new List<MomentAt>();
        DateOnly? date = DateOf(after).AddDays(-1);
        while ((date = rules.NextDate(date.Value)) is { } day && day < DateOf(LastTicks))
        {
            rules.AddDate(day, clock, found);
            found.RemoveAll(moment => moment.Ticks <= after);
            if (found.Count > 0)
            {
                // Where clocks go back at midnight, a start of the next date may come before a stop of this one.
                rules.AddDate(day.AddDays(1), clock, found);
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

    private DateOnly DateOf(long ticks) => Timeline.InstantOf(ticks).InZone(rules.Zone).Date.ToDateOnly();

    private Block BlockOf(long index)
    {
        ref var slot = ref _blocks[(int)(index % Slots)];
        var block = Volatile.Read(ref slot);
        if (block is null || block.Index != index)
        {
            block = Compile(index);
            Volatile.Write(ref slot, block);
        }

        return block;
    }

    private Block Compile(long index)
    {
        var from = Math.Max(index * BlockTicks, FirstTicks);
        var to = Math.Min((index + 1) * BlockTicks, LastTicks + 1);
        var clock = new LocalClock(rules.Zone);
        var moments = new List<MomentAt>();
        var last = DateOf(to - 1).AddDays(1);
        for (var date = DateOf(from).AddDays(-1); date <= last; date = date.AddDays(1))
        {
            rules.AddDate(date, clock, moments);
        }

        moments.RemoveAll(moment => moment.Ticks < from || moment.Ticks >= to);
        moments.Sort(MomentAt.Compare);
        return new(index, [.. moments]);
    }

    private sealed record Block(long Index, MomentAt[] Moments);
}
