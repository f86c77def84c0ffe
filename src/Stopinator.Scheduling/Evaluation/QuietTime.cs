namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Finds how far a search for changes can go on without looking, so that its cost does not depend on how long nothing changes. One search
/// has one of these.
/// </summary>
/// <param name="rules">The rules that are searched.</param>
/// <param name="overridden">The instant at which an override ends, in UTC ticks; 0 for none.</param>
/// <param name="start">The instant at which the search begins, in UTC ticks.</param>
internal sealed class QuietTime(ScheduleRules rules, long overridden, long start)
{
    /// <summary>What begins before a boundary reaches less far beyond it; days of different zones are less far apart.</summary>
    private const long Margin = 4 * TimeSpan.TicksPerDay;

    /// <summary>The last instant at which the state changed or other rules began to hold.</summary>
    private long _since = start;

    /// <summary>Whether the calendar was gone through once without a change. It has none later either.</summary>
    private bool _calendarIsQuiet;

    /// <summary>Takes note of a change.</summary>
    public void Changed(long ticks) => (_since, _calendarIsQuiet) = (ticks, false);

    /// <summary>The instant from which to look on; <see cref="long.MaxValue"/> when nothing changes any more.</summary>
    /// <param name="from">Everything before this instant has been looked at.</param>
    /// <param name="state">The state before this instant.</param>
    public long Next(long from, DesiredState state)
    {
        if (overridden > from)
        {
            return _since = overridden;
        }

        _since = Math.Max(_since, overridden);
        var boundary = rules.NextBoundary(_since);
        for (; boundary <= from; boundary = rules.NextBoundary(_since))
        {
            _since = boundary;
        }

        var isDated = rules.IsDated(_since);
        var cycle = isDated || _calendarIsQuiet ? Math.Min(rules.Cycle, ScheduleRules.WeeklyCycle) : rules.Cycle;
        if (from - _since <= cycle)
        {
            return rules.QuietUntil(from, state);
        }

        _calendarIsQuiet |= !isDated;
        return boundary == long.MaxValue ? boundary : Math.Max(from, boundary - Margin);
    }
}
