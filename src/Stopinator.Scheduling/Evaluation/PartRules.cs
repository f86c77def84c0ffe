using System.Collections.Immutable;
using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Rules of several parts, each with a time zone of its own. The instance runs when any part says so.</summary>
internal sealed class PartRules : ScheduleRules
{
    /// <summary>
    /// The clocks of two zones change on different days of a year. Weekly parts that together change the state at all do so within this
    /// time.
    /// </summary>
    private const long CycleOfZones = 400 * TimeSpan.TicksPerDay;

    private readonly ScheduleDecision _outside;

    public PartRules(ImmutableArray<ScheduleRules> parts)
    {
        Parts = parts;
        _outside = new(
            DesiredState.Stopped,
            ScheduleReason.OutsideWindows,
            $"outside every window ({string.Join(", ", parts.Select(part => part.Zone.Id).Distinct(StringComparer.Ordinal))})");
    }

    public override ImmutableArray<ScheduleRules> Parts { get; }

    public override DateTimeZone Zone => Parts[0].Zone;

    public override bool IsConstant => Parts.All(part => part.IsConstant);

    public override bool HasWindows => Parts[0].HasWindows;

    public override long Cycle => IsConstant ? 0
        : Parts.All(part => part is WindowRules { IsWeekly: true }) ? CycleOfZones
        : LongestCycle;

    public override long NextBoundary(long after) => Parts.Min(part => part.NextBoundary(after));

    public override long QuietUntil(long from, DesiredState state) => state == DesiredState.Running
        ? Parts.Max(part => part.QuietUntil(from, state))
        : Parts.Min(part => part.QuietUntil(from, state));

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline)
    {
        var blocks = Parts.Select(part =>
        {
            var own = new TimelineBuilder();
            part.Compile(from, to, own);
            return own.Build(index: 0);
        }).ToList();
        var starts = blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(block.StartOf)).Distinct().Order();
        foreach (var start in starts)
        {
            timeline.Add(start, Best(blocks, start));
        }
    }

    /// <summary>Returns the first decision to run; else that of a special day; else that of the whole schedule.</summary>
    private ScheduleDecision Best(List<TimelineBlock> blocks, long ticks)
    {
        ScheduleDecision? closed = null;
        foreach (var block in blocks)
        {
            var decision = block.At(ticks);
            if (decision.State != DesiredState.Stopped)
            {
                return decision;
            }

            closed ??= decision.Reason == ScheduleReason.SpecialDay ? decision : null;
        }

        return closed ?? _outside;
    }
}
