using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Stopinator.Diagnostics;
using EventCalendar = Ical.Net.Calendar;

namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>Lists the occurrences of events between two dates.</summary>
internal sealed class EventExpander(DateOnly from, DateOnly to)
{
    /// <summary>The days of the longest event; a longer one is a mistake.</summary>
    private const int LongestEvent = 3660;

    private const string ManyTypes = "Ical.Net throws exceptions of many types for values that it cannot read.";

    // A time may fall on the neighbouring date in another time zone.
    private readonly DateTime _before = from.AddDays(-1).ToDateTime(TimeOnly.MinValue);
    private readonly DateTime _after = to.AddDays(2).ToDateTime(TimeOnly.MinValue);
    private readonly List<EventSpan> _spans = [];
    private readonly RuleLimits _limits = new(to.AddDays(2));

    /// <summary>Returns the occurrences. Events with the same id belong together: moved occurrences replace those of the rule.</summary>
    /// <exception cref="ScheduleFormatException">An event is malformed, or recurs too often; the message names the line.</exception>
    public IReadOnlyList<EventSpan> Expand(IEnumerable<EventBlock> events)
    {
        foreach (var group in events.GroupBy(one => one.Uid ?? $"\n{one.Begin.Position}", StringComparer.Ordinal))
        {
            ExpandGroup([.. group]);
        }

        return _spans;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = ManyTypes)]
    private void ExpandGroup(EventBlock[] blocks)
    {
        var calendar = new EventCalendar();
        var steps = 0;
        foreach (var block in blocks)
        {
            var one = Load(block);
            steps += _limits.Take(block, DateOnly.FromDateTime(one.DtStart!.Value));
            calendar.Events.Add(one);
        }

        try
        {
            // No more steps than lead past the last date: what has not come until then does not come.
            var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = steps };
            foreach (var occurrence in calendar.GetOccurrences<CalendarEvent>(startTime: null, options))
            {
                var span = SpanOf(occurrence.Period);
                if (span.Start >= _after)
                {
                    break;
                }

                var status = ((CalendarEvent)occurrence.Source).Status;
                if (!string.Equals(status, "CANCELLED", StringComparison.OrdinalIgnoreCase) && span.End >= _before)
                {
                    _spans.Add(span);
                }
            }
        }
        catch (Exception exception) when (exception is EvaluationLimitExceededException or EvaluationOutOfRangeException)
        {
            // The rule has no further occurrence, or none before the end of time.
        }
        catch (Exception exception)
        {
            throw Unreadable(blocks[0].Begin, exception);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = ManyTypes)]
    private static CalendarEvent Load(EventBlock block)
    {
        CalendarEvent one;
        try
        {
            one = Load(block.Lines);
        }
        catch (Exception exception)
        {
            throw Unreadable(block.Lines.Find(IsUnreadable) ?? block.Begin, exception);
        }

        var end = one.DtEnd is null ? block.Find("DURATION") : block.Find("DTEND");
        return one.DtStart is null ? throw block.Find("DTSTART")!.Error("the time does not exist.")
            : one.EffectiveDuration.ToTimeSpanUnspecified() is var length && length < TimeSpan.Zero
                ? throw (end ?? block.Begin).Error("the event ends before it begins.")
            : length.TotalDays > LongestEvent ? throw (end ?? block.Begin).Error("the event takes more than ten years.")
            : one;
    }

    private static CalendarEvent Load(IEnumerable<ContentLine> lines)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n");
        foreach (var line in lines)
        {
            text.Append(line.Text).Append("\r\n");
        }

        var one = EventCalendar.Load(text.Append("END:VEVENT\r\nEND:VCALENDAR\r\n").ToString())!.Events[0]!;

        // Reading a time in UTC looks up its time zone.
        _ = (one.DtStart?.AsUtc, one.DtEnd?.AsUtc, one.RecurrenceIdentifier?.StartTime.AsUtc);
        _ = one.ExceptionDates.GetAllDates().Count(time => time.AsUtc == default);
        _ = one.RecurrenceDates.GetAllPeriods().Count(period => period.StartTime.AsUtc == default);
        return one;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = ManyTypes)]
    private static bool IsUnreadable(ContentLine line)
    {
        try
        {
            _ = Load([line]);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static ScheduleFormatException Unreadable(ContentLine line, Exception exception)
    {
        var reason = exception is ArgumentException argument ? ErrorText.MessageOf(argument) : exception.Message;
        return line.Error($"{ErrorText.Quote(line.Text)}: {ErrorText.Clean(reason, 200)}", exception);
    }

    private static EventSpan SpanOf(Period period)
    {
        var (start, end) = (period.StartTime, period.EffectiveEndTime ?? period.StartTime);
        return start.IsFloating ? new(start.Value, end.Value, IsUtc: false) : new(start.AsUtc, end.AsUtc, IsUtc: true);
    }
}
