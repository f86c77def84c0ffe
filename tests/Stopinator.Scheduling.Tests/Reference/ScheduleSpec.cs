using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>A schedule as the contract has it: how it is written, and what it says of each minute of a year.</summary>
internal sealed record ScheduleSpec(
    List<WindowSpec> Windows, List<SpecialDaySpec> SpecialDays, (DesiredState State, DateTimeOffset Until)? Override)
{
    public string TextIn(string zone)
    {
        IEnumerable<string> pieces =
        [
            .. Windows.Select(window => window.ToString()).DefaultIfEmpty("off"),
            .. SpecialDays.Select(day => day.ToString()),
            .. Override is var (state, until) ? [$"{Word(state)} until {until:yyyy-MM-ddTHH:mm}Z"] : Array.Empty<string>(),
        ];
        return $"{string.Join("; ", pieces)} {zone}";
    }

    /// <summary>
    /// Windows belong to the date on which they begin, and that date alone decides on them. A begin counts when the clocks first show it, an end
    /// when they last do; what they never show counts when they first show something later.
    /// </summary>
    public DesiredState[] StatesOf(ClockYear clocks)
    {
        var states = new DesiredState[clocks.Count];
        Array.Fill(states, DesiredState.Stopped);
        foreach (var date in clocks.Dates)
        {
            foreach (var (begin, end) in HoursOn(date))
            {
                var endDate = end <= begin ? date.PlusDays(1) : date;
                var (from, to) = (clocks.FirstPass(date, begin), clocks.LastPass(endDate, end));
                Array.Fill(states, DesiredState.Running, from, Math.Max(0, to - from));
            }
        }

        if (Override is var (state, until))
        {
            for (var minute = 0; minute < states.Length && clocks.InstantOf(minute) < until; minute++)
            {
                states[minute] = state;
            }
        }

        return states;
    }

    private static string Word(DesiredState state) =>
        state == DesiredState.Running ? "running" : state == DesiredState.Stopped ? "stopped" : "unmanaged";

    private IEnumerable<(int Begin, int End)> HoursOn(LocalDate date)
    {
        var special = SpecialDays
            .Select((day, index) => (Day: day, Index: index))
            .Where(pair => pair.Day.Contains(date))
            .OrderBy(pair => (pair.Day.IsYearly ? 1 : 0, pair.Day.Length, -pair.Index))
            .Select(pair => pair.Day)
            .FirstOrDefault();
        return special?.Hours ?? Windows.Where(window => window.Contains(date)).SelectMany(window => window.Hours.DefaultIfEmpty((0, 24 * 60)));
    }
}
