using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Evaluates rules. Compiles the rules for a month at a time into a sorted list of decisions, and keeps a few such blocks. An answer is
/// then two look-ups and no time-zone arithmetic.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class Timeline
{
    private readonly ScheduleRules _rules;
    private readonly ScheduleOverride? _overriding;
    private readonly ScheduleDecision? _override;
    private readonly BlockCache<TimelineBlock> _blocks;

    private long _quietFrom = long.MaxValue;

    public Timeline(ScheduleRules rules, ScheduleOverride? overriding)
    {
        (_rules, _overriding) = (rules, overriding);
        _override = overriding is null
            ? null
            : new ScheduleDecision(overriding.State, ScheduleReason.Override, $"overridden: {overriding}", overriding.ToString());
        _blocks = new(Compile);
    }

    public static long TicksOf(Instant instant) => instant.ToUnixTimeTicks() + DateTimeOffset.UnixEpoch.Ticks;

    public static Instant InstantOf(long ticks) => Instant.FromUnixTimeTicks(ticks - DateTimeOffset.UnixEpoch.Ticks);

    /// <summary>Returns the decision at an instant, in UTC ticks.</summary>
    public ScheduleDecision At(long ticks)
    {
        ticks = Math.Clamp(ticks, TimeBlock.FirstTicks, TimeBlock.LastTicks);
        return _blocks[ticks / TimeBlock.Length].At(ticks);
    }

    /// <summary>Returns the changes of the desired state after one instant, up to and including another.</summary>
    /// <remarks>Time in which nothing changes is skipped: the cost of a change does not depend on how far away it is.</remarks>
    public IEnumerable<DecisionChange> Changes(long after, long to)
    {
        after = Math.Clamp(after, TimeBlock.FirstTicks, TimeBlock.LastTicks);
        to = Math.Min(to, TimeBlock.LastTicks);
        var state = At(after).State;
        var quiet = new QuietTime(_rules, _overriding?.Until.UtcTicks ?? 0, after);
        for (var index = after / TimeBlock.Length; index <= to / TimeBlock.Length;)
        {
            var block = _blocks[index];
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
            if (isQuiet && index * TimeBlock.Length <= to)
            {
                index = quiet.Next(index * TimeBlock.Length, state) / TimeBlock.Length;
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

        foreach (var change in Changes(after, TimeBlock.LastTicks))
        {
            return change;
        }

        Volatile.Write(ref _quietFrom, after);
        return null;
    }

    private TimelineBlock Compile(long index)
    {
        var (from, to) = TimeBlock.BoundsOf(index);
        var timeline = new TimelineBuilder();
        if (_override is not null && _overriding!.Until.UtcTicks > from)
        {
            timeline.Add(InstantOf(from), _override);
            from = _overriding.Until.UtcTicks;
        }

        if (from < to)
        {
            _rules.Compile(InstantOf(from), InstantOf(to), timeline);
        }

        return timeline.Build(index);
    }
}
