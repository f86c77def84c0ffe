using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>
/// Finds the events of an iCalendar file, and checks the form of the lines that tell their dates. The library that evaluates them passes
/// over values that it cannot read, and does not know the lines.
/// </summary>
internal sealed partial class CalendarEventReader
{
    private const string Event = "VEVENT";

    private static readonly Dictionary<string, Regex> Forms = new(StringComparer.Ordinal)
    {
        ["DTSTART"] = Time(),
        ["DTEND"] = Time(),
        ["RECURRENCE-ID"] = Time(),
        ["EXDATE"] = Times(),
        ["RDATE"] = TimesAndPeriods(),
        ["DURATION"] = Length(),
        ["RRULE"] = Rule(),
        ["STATUS"] = Anything(),
        ["UID"] = Anything(),
    };

    private readonly Stack<(string Name, ContentLine Line)> _open = new();
    private readonly List<EventBlock> _events = [];

    /// <summary>Returns the events of a file.</summary>
    /// <exception cref="ScheduleFormatException">The text is not an iCalendar file; the message names the line.</exception>
    public static IReadOnlyList<EventBlock> Read(string text)
    {
        var reader = new CalendarEventReader();
        var isEmpty = true;
        foreach (var line in ContentLine.Of(text))
        {
            reader.Add(line);
            isEmpty = false;
        }

        return isEmpty ? throw new ContentLine(text, 1, 0).Error("the file is empty; a calendar begins with BEGIN:VCALENDAR.")
            : reader._open.TryPeek(out var open) ? throw open.Line.Error($"there is no END:{open.Name} for this BEGIN.")
            : reader._events;
    }

    private void Add(ContentLine line)
    {
        switch (line.Name)
        {
            case "BEGIN":
                Open(line, line.Value!.Trim().ToUpperInvariant());
                break;
            case "END":
                Close(line, line.Value!.Trim().ToUpperInvariant());
                break;
            default:
                Keep(line);
                break;
        }
    }

    private void Open(ContentLine line, string name)
    {
        if (_open.Count == 0 != (name == "VCALENDAR"))
        {
            throw line.Error(_open.Count == 0 ? "a calendar begins with BEGIN:VCALENDAR." : "there is no END for the calendar before.");
        }

        if (name == Event && _open.Count > 1)
        {
            throw line.Error($"an event lies in a calendar, not in a {_open.Peek().Name}; there is no END for it.");
        }

        _open.Push((name, line));
        if (name == Event)
        {
            _events.Add(new EventBlock(line));
        }
    }

    private void Close(ContentLine line, string name)
    {
        if (!_open.TryPop(out var open) || open.Name != name)
        {
            var expected = open.Name is null ? "nothing is open" : $"END:{open.Name} is expected";
            throw line.Error($"this END:{ErrorText.Clean(name)} ends nothing; {expected}.");
        }

        if (name == Event && _events[^1].Find("DTSTART") is null)
        {
            throw open.Line.Error("the event has no DTSTART.");
        }
    }

    private void Keep(ContentLine line)
    {
        if (_open.Count == 0)
        {
            throw line.Error("a calendar begins with BEGIN:VCALENDAR.");
        }

        if (_open.Peek().Name == Event && Forms.TryGetValue(line.Name, out var form))
        {
            _events[^1].Lines.Add(form.IsMatch(line.Value!) && HasEndInTime(line)
                ? line
                : throw line.Error($"{ErrorText.Quote(line.Value)} is not the value of a {line.Name}."));
        }
    }

    private static bool HasEndInTime(ContentLine line) => line.Name != "RRULE"
        || line.Value!.Split(';').All(part => !part.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase) || Time().IsMatch(part[6..]));

    [GeneratedRegex(@"^\d{8}(T\d{6}Z?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Time();

    [GeneratedRegex(@"^(\d{8}(T\d{6}Z?)?(,|\z))+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Times();

    [GeneratedRegex(@"^(\d{8}(T\d{6}Z?)?(/[0-9A-Z]+)?(,|\z))+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TimesAndPeriods();

    [GeneratedRegex(@"^[+-]?P(\d{1,6}W|(\d{1,6}D)?(T(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}S)?)?)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Length();

    [GeneratedRegex(
        @"^[A-Za-z-]+=[0-9A-Za-z,+-]+(;[A-Za-z-]+=[0-9A-Za-z,+-]+)*;?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex("")]
    private static partial Regex Anything();
}
