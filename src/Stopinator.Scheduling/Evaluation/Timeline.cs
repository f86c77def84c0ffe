using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Evaluates rules. Compiles the rules for a month at a time into a sorted list of decisions, and keeps a few such blocks. An answer is
/// then two look-ups and no time-zone arithmetic.
/// </summary>
/// <threadsafety>
/// Blocks are immutable and replaced as a whole. Threads that compile the same block at once get the same result.
/// </threadsafety>
internal sealed class Timeline(ScheduleRules rules, ScheduleOverride? overriding)
{
    // All slots together hold more than a year.
    private const int BlockDays = 32;
    private const long BlockTicks = BlockDays * TimeSpan.TicksPerDay;
    private const int Slots = 16;

    // Days at both ends of the range of DateTimeOffset are treated alike, because the local times next to them cannot be expressed.
    private const long FirstTicks = 4 * TimeSpan.TicksPerDay;
    private static readonly long LastTicks = DateTimeOffset.MaxValue.Ticks - (4 * TimeSpan.TicksPerDay);

    private readonly TimelineBlock?[] _blocks = new TimelineBlock?[Slots];
    private readonly ScheduleDecision? _override = overriding is null
        ? null
        : new ScheduleDecision(overriding.State, ScheduleReason.Override, $"overridden: {overriding}", overriding.ToString());

    private long _quietFrom = long.MaxValue;

    public static long TicksOf(Instant instant) => instant.ToUnixTimeTicks() + DateTimeOffset.UnixEpoch.Ticks;

    public static Instant InstantOf(long ticks) => Instant.FromUnixTimeTicks(ticks - DateTimeOffset.UnixEpoch.Ticks);

    /// <summary>Returns the decision at an instant, in UTC ticks.</summary>
    public ScheduleDecision At(long ticks)
    {
        ticks = Math.Clamp(ticks, FirstTicks, LastTicks);
        return Block(ticks / BlockTicks).At(ticks);
    }

    /// <summary>Returns the changes of the desired state after one instant, up to and including another.</summary>
    /// <remarks>Time in which nothing changes is skipped: the cost of a change does not depend on how far away it is.</remarks>
    public IEnumerable<DecisionChange> Changes(long after, long to)
    {
        after = Math.Clamp(after, FirstTicks, LastTicks);
        to = Math.Min(to, LastTicks);
        var state = At(after).State;
        var quiet = new QuietTime(rules, overriding?.Until.UtcTicks ?? 0, after);
        for (var index = after / BlockTicks; index <= to / BlockTicks;)
        {
            var block = Block(index);
            var isQuiet = true;
            for (var entry = 0; entry < block.Count && block.StartOf(entry) <= to; entry++)
            {
                var decision = block.DecisionOf(entry);
                if (block.StartOf(entry) > after && decision.State != state)
                {
                    yield return new(block.StartOf(entry), state, decision);
                    state = decision.State;
                    quiet.Changed(block.StartOf(entry));
                    isQuiet = false;
                }
            }

            index++;
            if (isQuiet && index * BlockTicks <= to)
            {
                index = quiet.Next(index * BlockTicks, state) / BlockTicks;
            }
        }
    }

    /// <summary>Returns the first change of the desired state after an instant; null when the state does not change any more.</summary>
    public DecisionChange? NextChange(long after)
    {
        if (after >= Volatile.Read(ref _quietFrom))
        {
            return null;
        }

        foreach (var change in Changes(after, LastTicks))
        {
            return change;
        }

        Volatile.Write(ref _quietFrom, after);
        return null;
    }

    private TimelineBlock Block(long index)
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

    private TimelineBlock Compile(long index)
    {
        var from = Math.Max(index * BlockTicks, FirstTicks);
        var to = Math.Min((index + 1) * BlockTicks, LastTicks + 1);
        var timeline = new TimelineBuilder();
        if (_override is not null && overriding!.Until.UtcTicks > from)
        {
            timeline.Add(InstantOf(from), _override);
            from = overriding.Until.UtcTicks;
        }

        if (from < to)
        {
            rules.Compile(InstantOf(from), InstantOf(to), timeline);
        }

        return timeline.Build(index);
    }
}
