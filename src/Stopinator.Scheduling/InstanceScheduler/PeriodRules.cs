using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>
/// The rules of AWS Instance Scheduler. Only the wall clock counts, so a change in a repeated hour happens at every pass. Running takes
/// precedence over any, and any over stopped. A gap of a minute between two periods is bridged.
/// </summary>
internal sealed class PeriodRules : ScheduleRules
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>Local days and UTC days are less far apart than this number of days.</summary>
    private const int Margin = 3;

    private readonly ImmutableArray<Period> _periods;
    private readonly ImmutableArray<ScheduleDecision> _running;
    private readonly ImmutableArray<ScheduleDecision> _bridged;
    private readonly ImmutableArray<ScheduleDecision> _undecided;
    private readonly ScheduleDecision _stopped;
    private readonly int[] _cuts;
    private readonly YearKinds _years;

    public PeriodRules(DateTimeZone zone, ImmutableArray<Period> periods)
    {
        Zone = zone;
        _periods = periods;
        _stopped = new(DesiredState.Stopped, ScheduleReason.OutsideWindows, $"outside every period ({zone.Id})");
        _running =
        [
            .. periods.Select(period => new ScheduleDecision(
                DesiredState.Running, ScheduleReason.Window, $"inside the period {period} ({zone.Id})", period.Name)),
        ];
        _bridged =
        [
            .. periods.Select(period => new ScheduleDecision(
                DesiredState.Running, ScheduleReason.Window, $"in the minute before the period {period} ({zone.Id})", period.Name)),
        ];
        _undecided =
        [
            .. periods.Select(period => new ScheduleDecision(
                DesiredState.Unmanaged,
                ScheduleReason.Undecided,
                $"the period {period} has no {(period.Begin is null ? "begin" : "end")}, and asks for nothing now ({zone.Id})",
                period.Name)),
        ];

        // The minutes at which the wall clock can change the decision. A bridged minute begins and ends there, too.
        _cuts = [.. periods.SelectMany(period => new[] { period.Begin, period.End }).OfType<int>().Append(0).Distinct().Order()];
        _years = new YearKinds(StateOf);
    }

    public override DateTimeZone Zone { get; }

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline)
    {
        foreach (var (begin, end, offset) in LocalStretches.Of(Zone, from, to))
        {
            var local = begin.WithOffset(offset).LocalDateTime;
            timeline.Add(begin, DecisionAt(local.Date, (local.Hour * 60) + local.Minute));
            for (var date = local.Date; date.AtMidnight().WithOffset(offset).ToInstant() < end; date = date.PlusDays(1))
            {
                var midnight = date.AtMidnight().WithOffset(offset).ToInstant();
                foreach (var minute in _cuts)
                {
                    var cut = midnight + Duration.FromMinutes(minute);
                    if (cut > begin && cut < end)
                    {
                        timeline.Add(cut, DecisionAt(date, minute));
                    }
                }
            }
        }
    }

    public override long QuietUntil(long from, DesiredState state)
    {
        var day = Timeline.InstantOf(from).InZone(Zone).Date.ToDateOnly().DayNumber;
        var other = _years.FirstOther(day, DateOnly.MaxValue.DayNumber + 1, state);
        return Math.Max(from, (other - Margin) * TimeSpan.TicksPerDay);
    }

    /// <summary>Returns the state that holds throughout a date, whatever its clock does; null when the state changes.</summary>
    private DesiredState? StateOf(DateOnly date)
    {
        var day = LocalDate.FromDateOnly(date);
        var state = DecisionAt(day, 0).State;
        foreach (var minute in _cuts)
        {
            if (DecisionAt(day, minute).State != state)
            {
                return null;
            }
        }

        return state;
    }

    private ScheduleDecision DecisionAt(LocalDate date, int minute)
    {
        var (state, period) = StateAt(date, minute);
        if (state == DesiredState.Stopped && _periods.Length > 1)
        {
            var before = minute == 0 ? StateAt(date.PlusDays(-1), MinutesOfDay - 1) : StateAt(date, minute - 1);
            var after = minute == MinutesOfDay - 1 ? StateAt(date.PlusDays(1), 0) : StateAt(date, minute + 1);
            if (before.State == DesiredState.Running && after.State == DesiredState.Running)
            {
                return _bridged[after.Period];
            }
        }

        return state switch
        {
            DesiredState.Running => _running[period],
            DesiredState.Stopped => _stopped,
            _ => _undecided[period],
        };
    }

    /// <summary>
    /// Returns the union of the periods, and the period that decides: among running periods, the one with the latest begin.
    /// </summary>
    private (DesiredState State, int Period) StateAt(LocalDate date, int minute)
    {
        var (best, decisive) = (DesiredState.Stopped, 0);
        for (var i = 0; i < _periods.Length; i++)
        {
            var state = _periods[i].StateAt(date, minute);
            if (Rank(state) > Rank(best)
                || (state == DesiredState.Running && best == state && (_periods[i].Begin ?? -1) > (_periods[decisive].Begin ?? -1)))
            {
                (best, decisive) = (state, i);
            }
        }

        return (best, decisive);
    }

    private static int Rank(DesiredState state) => state switch
    {
        DesiredState.Running => 2,
        DesiredState.Unmanaged => 1,
        _ => 0,
    };
}
