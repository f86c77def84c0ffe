namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Finds the time that a search for changes can skip, so that the cost of the search does not depend on how long nothing changes. Each
/// search has its own instance.
/// </summary>
/// <param name="rules">The rules that are searched.</param>
/// <param name="overridden">The instant at which an override ends, in UTC ticks; 0 for none.</param>
/// <param name="start">The instant at which the search begins, in UTC ticks.</param>
internal sealed class QuietTime(ScheduleRules rules, long overridden, long start)
{
    /// <summary>
    /// Hours that begin before a boundary reach less far beyond it than this, and the days of different zones are less far apart.
    /// </summary>
    private const long Margin = 4 * TimeSpan.TicksPerDay;

    /// <summary>The last instant at which the state changed or other rules took effect.</summary>
    private long _since = start;

    /// <summary>True when the whole calendar has been searched without a change. Later years then have no change either.</summary>
    private bool _calendarIsQuiet;

    /// <summary>Records a change.</summary>
    public void Changed(long ticks) => (_since, _calendarIsQuiet) = (ticks, false);

    /// <summary>Returns the instant from which to continue the search; <see cref="long.MaxValue"/> when nothing changes any more.</summary>
    /// <param name="from">The instant before which everything has been searched.</param>
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
