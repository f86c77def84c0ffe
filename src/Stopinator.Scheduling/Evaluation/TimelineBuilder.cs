using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Collects decisions and the instants at which they begin. A decision that continues is not written again.</summary>
internal sealed class TimelineBuilder
{
    private readonly List<long> _starts = [];
    private readonly List<ScheduleDecision> _decisions = [];

    public void Add(Instant start, ScheduleDecision decision) => Add(Timeline.TicksOf(start), decision);

    public void Add(long ticks, ScheduleDecision decision)
    {
        if (_starts.Count > 0 && _starts[^1] == ticks)
        {
            _starts.RemoveAt(_starts.Count - 1);
            _decisions.RemoveAt(_decisions.Count - 1);
        }

        if (_decisions.Count == 0 || !ReferenceEquals(_decisions[^1], decision))
        {
            _starts.Add(ticks);
            _decisions.Add(decision);
        }
    }

    public TimelineBlock Build(long index) => new(index, [.. _starts], [.. _decisions]);
}
