namespace Stopinator.Scheduling.Reconciling;

/// <summary>
/// Keeps the planners of targets. Targets with the same tag and schedules share one, and with it what was read of the schedules. A planner
/// that no target has used for a day is dropped: the list of targets may have changed.
/// </summary>
internal sealed class TargetPlanners(Func<PowerTarget, SchedulePlanner> make, TimeProvider time)
{
    // Longer than the time between two ticks, which is a day at most.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(25);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string? Key, string? Schedules), (SchedulePlanner Planner, long LastUse)> _planners = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _planners.Count;
            }
        }
    }

    public SchedulePlanner Of(PowerTarget target)
    {
        var key = (target.ScheduleTagKey, target.Schedules);
        lock (_gate)
        {
            if (_planners.TryGetValue(key, out var known))
            {
                _planners[key] = (known.Planner, time.GetTimestamp());
                return known.Planner;
            }
        }

        // Sources are the caller's code, which must not be called within the lock.
        var made = make(target);
        lock (_gate)
        {
            foreach (var old in _planners.Where(one => time.GetElapsedTime(one.Value.LastUse) > KeptFor).Select(one => one.Key).ToArray())
            {
                _planners.Remove(old);
            }

            var planner = _planners.TryGetValue(key, out var known) ? known.Planner : made;
            _planners[key] = (planner, time.GetTimestamp());
            return planner;
        }
    }
}
