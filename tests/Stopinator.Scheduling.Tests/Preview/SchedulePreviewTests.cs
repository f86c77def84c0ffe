using System.Globalization;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>The week of a schedule, drawn and counted.</summary>
public sealed class SchedulePreviewTests
{
    [Fact]
    public void ToString_OfOfficeHours_DrawsTheWeekAndExplainsIt() => Assert.Equal(
        """
        mon-fri 07:00-20:00; sat 09:00-13:15 Europe/Paris
        Week of Monday 16 November 2026, Europe/Paris

                    0     3     6     9     12    15    18    21    24
        Mon 16 Nov  ··············██████████████████████████········  13 h
        Tue 17 Nov  ··············██████████████████████████········  13 h
        Wed 18 Nov  ··············██████████████████████████········  13 h
        Thu 19 Nov  ··············██████████████████████████········  13 h
        Fri 20 Nov  ··············██████████████████████████········  13 h
        Sat 21 Nov  ··················████████▌·····················  4.25 h
        Sun 22 Nov  ················································  0 h
                    █ running   · stopped   ▌▐ running for a quarter

        Running 69.25 h, stopped 98.75 h of 168 h: saves 58.8 % against always on.

        At    Fri 2026-11-20 21:30 +01:00  stopped: outside every window (Europe/Paris)
        next  Sat 2026-11-21 09:00 +01:00  running: inside the window sat 09:00-13:15 (Europe/Paris)
        then  Sat 2026-11-21 13:15 +01:00  stopped: outside every window (Europe/Paris)
        then  Mon 2026-11-23 07:00 +01:00  running: inside the window mon-fri 07:00-20:00 (Europe/Paris)

        Transitions of the week
        Mon 16 Nov  07:00+01:00 running, 20:00+01:00 stopped
        Tue 17 Nov  07:00+01:00 running, 20:00+01:00 stopped
        Wed 18 Nov  07:00+01:00 running, 20:00+01:00 stopped
        Thu 19 Nov  07:00+01:00 running, 20:00+01:00 stopped
        Fri 20 Nov  07:00+01:00 running, 20:00+01:00 stopped
        Sat 21 Nov  09:00+01:00 running, 13:15+01:00 stopped

        """,
        Of("mon-fri 07:00-20:00; sat 09:00-13:15 Europe/Paris", "2026-11-20T20:30Z").ToString());

    /// <summary>A schedule, an instant, and the line of one day.</summary>
    public static TheoryData<string, string, string> Days { get; } = new()
    {
        // Cells of half an hour, halves of a cell, and what is finer.
        { "10:00-11:00 UTC", "2026-11-20T00:00Z", "Fri 20 Nov  ····················██··························  1 h" },
        { "10:15-10:45 UTC", "2026-11-20T00:00Z", "Fri 20 Nov  ····················▐▌··························  0.5 h" },
        { "10:10-10:50 UTC", "2026-11-20T00:00Z", "Fri 20 Nov  ····················▒▒··························  0.67 h" },
        { "24x7", "2026-11-20T00:00Z", "Fri 20 Nov  ████████████████████████████████████████████████  24 h" },
        { "unmanaged", "2026-11-20T00:00Z", "Fri 20 Nov  ------------------------------------------------  0 h" },

        // The hour that does not come, and the one that comes twice.
        { "mon-sun 00:00-06:00 Europe/Paris", "2026-03-29T12:00Z", "Sun 29 Mar  ████  ██████····································  5 h (23 h: clocks go forward)" },
        { "mon-sun 00:00-06:00 Europe/Paris", "2026-10-25T12:00Z", "Sun 25 Oct  ████████████····································  7 h (25 h: clocks go back)" },
        { "mon-sun 01:00-02:30 Europe/Paris", "2026-10-25T12:00Z", "Sun 25 Oct  ··███▒··········································  2.5 h (25 h: clocks go back)" },

        // Half an hour, at midnight, and a day that is left out.
        { "mon-sun 00:00-04:00 Australia/Lord_Howe", "2026-10-04T03:00Z", "Sun 04 Oct  ████ ███········································  3.5 h (23.5 h: clocks go forward)" },
        { "mon-sun 00:00-04:00 America/Santiago", "2026-09-06T12:00Z", "Sun 06 Sep    ██████········································  3 h (23 h: clocks go forward)" },
        { "24x7 Pacific/Apia", "2011-12-29T12:00Z", "Fri 30 Dec                                                    0 h (this day does not come)" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void ToString_OfADay_DrawsItsCells(string schedule, string at, string line) =>
        Assert.Contains(line, Of(schedule, at).ToString().Split('\n'));

    /// <summary>A schedule, an instant, and the hours of the week that it runs, is stopped, and has.</summary>
    public static TheoryData<string, string, double, double, double> Weeks { get; } = new()
    {
        { "mon-fri 07:00-20:00 Europe/Paris", "2026-11-20T20:30Z", 65, 103, 168 },
        { "mon-sun 00:00-06:00 Europe/Paris", "2026-03-29T12:00Z", 41, 126, 167 },
        { "mon-sun 00:00-06:00 Europe/Paris", "2026-10-25T12:00Z", 43, 126, 169 },
        { "off", "2026-11-20T20:30Z", 0, 168, 168 },
        { "unmanaged", "2026-11-20T20:30Z", 0, 0, 168 },
    };

    [Theory]
    [MemberData(nameof(Weeks))]
    public void Hours_OfAWeek_AddUp(string schedule, string at, double running, double stopped, double hours)
    {
        var week = Of(schedule, at);

        Assert.Equal((running, stopped, hours), (week.Running.TotalHours, week.Stopped.TotalHours, (week.To - week.From).TotalHours));
        Assert.Equal(week.To - week.From, week.Running + week.Stopped + week.Unmanaged);
        Assert.Equal(stopped / hours, week.SavedShare, 9);
    }

    [Theory]
    [InlineData("2026-11-15T22:59Z", "2026-11-09T00:00+01:00")]
    [InlineData("2026-11-15T23:00Z", "2026-11-16T00:00+01:00")]
    [InlineData("2026-10-25T12:00Z", "2026-10-19T00:00+02:00")]
    public void OfWeek_AtAnInstant_BeginsOnTheMondayOfItsZone(string at, string from)
    {
        var week = Of("mon-fri 07:00-20:00 Europe/Paris", at);

        Assert.Equal(from, week.From.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture));
        Assert.Equal(10, week.Transitions.Length);
        Assert.Equal(3, week.NextTransitions.Length);
    }

    [Fact]
    public void OfWeek_ThatCannotBeExpressed_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SchedulePreview.OfWeek(PowerSchedule.AlwaysRunning, DateTimeOffset.MaxValue));

    /// <summary>An override, and what Friday's line and its transitions are when looked at on Friday at 21:30.</summary>
    public static TheoryData<string, string, string[]> Overrides { get; } = new()
    {
        { "running until 2026-11-20T22:00Z", "Fri 20 Nov  ··············██████████████████████████···███··  14.5 h", ["07:00 Running", "20:00 Stopped", "21:30 Running", "23:00 Stopped"] },
        { "stopped until 2026-11-20T22:00Z", "Fri 20 Nov  ··············██████████████████████████········  13 h", ["07:00 Running", "20:00 Stopped"] },
        { "running until 2026-11-20T20:00Z", "Fri 20 Nov  ··············██████████████████████████········  13 h", ["07:00 Running", "20:00 Stopped"] },
    };

    [Theory]
    [MemberData(nameof(Overrides))]
    public void Override_InAWeek_CountsFromTheInstantOn(string overriding, string line, string[] transitions)
    {
        var week = Of($"mon-fri 07:00-20:00; {overriding} Europe/Paris", "2026-11-20T20:30Z");

        Assert.Contains(line, week.ToString().Split('\n'));
        Assert.Equal(transitions, week.Transitions.Where(transition => transition.At.Day == 20).Select(transition => string.Create(CultureInfo.InvariantCulture, $"{transition.At:HH:mm} {transition.To}")));
        Assert.Equal(week.To - week.From, week.Running + week.Stopped);
    }

    [Fact]
    public void Transitions_OnTheBordersOfTheWeek_BelongToOneWeekOnly()
    {
        // Monday 00:00 is how the week begins, not a change within it.
        var week = Of("mon 00:00-12:00 UTC", "2026-11-18T00:00Z");

        Assert.Equal(
            ["2026-11-16T12:00:00+00:00 stopped: outside every window (UTC)"],
            week.Transitions.Select(transition => transition.ToString()));
    }

    private static SchedulePreview Of(string schedule, string at) =>
        SchedulePreview.OfWeek(PowerSchedule.Parse(schedule), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
}
