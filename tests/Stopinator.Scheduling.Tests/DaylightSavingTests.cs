using System.Globalization;

namespace Stopinator.Scheduling.Tests;

/// <summary>Schedules on days on which clocks change, one rule at a time.</summary>
public sealed class DaylightSavingTests
{
    /// <summary>A schedule, the date that is looked at, the rule, and the transitions of that date, in local time.</summary>
    public static TheoryData<string, string, string, string[]> Nights { get; } = new()
    {
        // Spring in Paris: 02:00 to 03:00 does not come.
        { "00:00-02:30 Europe/Paris", "2026-03-29", "a begin or an end in the gap counts after the jump", ["00:00:00+01:00 running", "03:00:00+02:00 stopped"] },
        { "02:30-06:00 Europe/Paris", "2026-03-29", "a begin or an end in the gap counts after the jump", ["03:00:00+02:00 running", "06:00:00+02:00 stopped"] },
        { "02:15-02:45 Europe/Paris", "2026-03-29", "a window inside the gap does not come", [] },
        { "01:00-04:00 Europe/Paris", "2026-03-29", "a window over the gap is an hour shorter", ["01:00:00+01:00 running", "04:00:00+02:00 stopped"] },

        // Autumn in Paris: 02:00 to 03:00 comes twice.
        { "02:30-06:00 Europe/Paris", "2026-10-25", "a begin counts at the first pass", ["02:30:00+02:00 running", "06:00:00+01:00 stopped"] },
        { "00:00-02:30 Europe/Paris", "2026-10-25", "an end counts at the second pass", ["00:00:00+02:00 running", "02:30:00+01:00 stopped"] },
        { "02:15-02:45 Europe/Paris", "2026-10-25", "nothing happens twice", ["02:15:00+02:00 running", "02:45:00+01:00 stopped"] },
        { "01:00-02:00 Europe/Paris", "2026-10-25", "02:00 itself comes twice", ["01:00:00+02:00 running", "02:00:00+01:00 stopped"] },

        // Half an hour, a quarter of an hour off, a jump at midnight, a day that does not come.
        { "01:45-03:00 Australia/Lord_Howe", "2026-04-05", "half an hour comes twice", ["01:45:00+11:00 running", "03:00:00+10:30 stopped"] },
        { "02:15-05:00 Australia/Lord_Howe", "2026-10-04", "half an hour does not come", ["02:30:00+11:00 running", "05:00:00+11:00 stopped"] },
        { "sun America/Santiago", "2026-09-06", "a day that begins in the gap", ["01:00:00-03:00 running"] },
        { "off; 2011-12-30 on Pacific/Apia", "2011-12-30", "a day that does not come", [] },
    };

    [Theory]
    [MemberData(nameof(Nights))]
    public void Transitions_OfADayOnWhichClocksChange_AreThoseOfTheContract(string text, string date, string rule, string[] expected)
    {
        var schedule = PowerSchedule.Parse(text);
        var day = DateTimeOffset.Parse($"{date}T00:00Z", CultureInfo.InvariantCulture);

        var transitions = schedule.Transitions(day.AddDays(-1), day.AddDays(2))
            .Where(transition => transition.At.Date == day.Date)
            .Select(transition => string.Create(CultureInfo.InvariantCulture, $"{transition.At:HH:mm:sszzz} {(transition.To == DesiredState.Running ? "running" : "stopped")}"));

        Assert.True(expected.SequenceEqual(transitions), $"{rule}: {string.Join(", ", transitions)}");
    }

    [Fact]
    public void OvernightWindow_BelongsToTheDateOnWhichItBegins()
    {
        var closed = PowerSchedule.Parse("mon-fri 22:00-06:00; 2026-11-20 off UTC");
        var friday = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

        // Thursday's runs into the closed Friday; Friday's is closed as a whole, its Saturday morning too.
        Assert.Equal(DesiredState.Running, closed.DesiredStateAt(friday.AddHours(5)).State);
        Assert.Equal(ScheduleReason.SpecialDay, closed.DesiredStateAt(friday.AddHours(23)).Reason);
        Assert.Equal(ScheduleReason.SpecialDay, closed.DesiredStateAt(friday.AddHours(29)).Reason);
        Assert.Equal(DesiredState.Running, PowerSchedule.Parse("mon-fri 22:00-06:00 UTC").DesiredStateAt(friday.AddHours(29)).State);
    }
}
