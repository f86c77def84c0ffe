using Stopinator.Diagnostics;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>Reads a period from JSON.</summary>
internal static class PeriodReader
{
    private static readonly string[] Known =
        ["name", "description", "begintime", "endtime", "weekdays", "monthdays", "months", "instance_type", "type", "configured_in_stack"];

    private static readonly DayField[] Days = [DayField.Weekdays, DayField.Monthdays, DayField.Months];

    /// <summary>Reads one period.</summary>
    /// <param name="part">The period.</param>
    /// <param name="defaultName">The name of a period inside a schedule that has no name of its own; null where a name is required.</param>
    public static Period Read(JsonPart part, string? defaultName = null)
    {
        var properties = Fields.Of(part, "a period", Known);
        var name = properties.TryGetValue("name", out var given) ? given.String() : defaultName ?? "";
        if (name.Length == 0)
        {
            throw part.Error("a period has a name, unless it stands inside its schedule.");
        }

        var begin = TimeOf(properties, "begintime");
        var end = TimeOf(properties, "endtime");
        if (begin > end)
        {
            throw properties["begintime"].Error(
                $"the period {ErrorText.Quote(name)} begins after it ends. Instance Scheduler needs two periods " +
                "for hours past midnight, to 23:59 and from 00:00; a window in Stopinator's own notation, " +
                "such as 22:00-06:00, may go past midnight.");
        }

        var days = Days
            .Where(field => properties.ContainsKey(field.Name))
            .Aggregate(default(DayRule), (rule, field) => DayExpressions.Read(rule, field, properties[field.Name]));
        return begin is null && end is null && !Days.Any(field => properties.ContainsKey(field.Name))
            ? throw part.Error(
                $"the period {ErrorText.Quote(name)} has no condition; it takes at least one of begintime, endtime, " +
                "weekdays, monthdays, months.")
            : new(name, begin, end, days);
    }

    private static int? TimeOf(Dictionary<string, JsonPart> properties, string name)
    {
        if (!properties.TryGetValue(name, out var part))
        {
            return null;
        }

        // Accepts H:MM or HH:MM and nothing else: an empty time is not the whole day.
        var text = part.String();
        var hasShape = text.Length is 4 or 5 && text[^3] == ':'
            && text.Where((_, index) => index != text.Length - 3).All(char.IsAsciiDigit);
        var (hour, minute) = hasShape ? (Number(text[..^3]), Number(text[^2..])) : (24, 60);
        return hour < 24 && minute < 60
            ? (hour * 60) + minute
            : throw part.Error(
                $"{ErrorText.Quote(text)} is not a time; a time is written HH:MM, from 00:00 to 23:59." +
                (text.Length == 0 ? " Leave the field out when no time is meant." : ""));

        static int Number(string digits) => digits.Aggregate(0, (number, digit) => (number * 10) + digit - '0');
    }
}
