using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>A schedule of moments as the contract has it. Times are minutes of the day, with true for a stop.</summary>
internal sealed record MomentScheduleSpec(List<(WindowSpec Days, SortedDictionary<int, bool> Times)> Rules, List<MomentDaySpec> SpecialDays)
{
    public string TextIn(string zone, string terms) =>
        string.Join("; ", [.. Rules.Select(rule => Text(rule.Days, rule.Times)), .. SpecialDays.Select(day => day.ToString()), .. terms.Length > 0 ? [terms] : Array.Empty<string>()])
        + $" {zone}";

    /// <summary>Returns the state asked for at each minute. Of a start and a stop at one minute, the stop counts.</summary>
    public DesiredState?[] MomentsOf(ClockYear clocks)
    {
        var moments = new DesiredState?[clocks.Count];
        foreach (var date in clocks.Dates)
        {
            foreach (var (time, isStop) in TimesOn(date))
            {
                var minute = isStop ? clocks.LastPass(date, time) : clocks.FirstPass(date, time);
                moments[minute] = isStop || moments[minute] == DesiredState.Stopped ? DesiredState.Stopped : DesiredState.Running;
            }
        }

        return moments;
    }

    internal static string TimesText(SortedDictionary<int, bool> times) =>
        string.Join(' ', new[] { (Word: "start", IsStop: false), (Word: "stop", IsStop: true) }
        .Select(action => (action.Word, Times: string.Join(',', times.Where(time => time.Value == action.IsStop).Select(time => $"{time.Key / 60:00}:{time.Key % 60:00}"))))
        .Where(action => action.Times.Length > 0)
        .Select(action => $"{action.Word} {action.Times}"));

    private static string Text(WindowSpec days, SortedDictionary<int, bool> times) =>
        days.ToString() is "24x7" ? TimesText(times) : $"{days} {TimesText(times)}";

    private IEnumerable<KeyValuePair<int, bool>> TimesOn(LocalDate date)
    {
        var special = SpecialDays
            .Select((day, index) => (Day: day, Index: index))
            .Where(pair => pair.Day.Day.Contains(date))
            .OrderBy(pair => (pair.Day.Day.IsYearly ? 1 : 0, pair.Day.Day.Length, -pair.Index))
            .Select(pair => pair.Day)
            .FirstOrDefault();
        return special?.Times ?? Rules.Where(rule => rule.Days.Contains(date)).SelectMany(rule => rule.Times);
    }
}

/// <summary>Dates with other moments, or with none.</summary>
internal sealed record MomentDaySpec(SpecialDaySpec Day, SortedDictionary<int, bool> Times)
{
    public override string ToString() => $"{Day.Dates} {(Times.Count == 0 ? "off" : MomentScheduleSpec.TimesText(Times))}";
}
