namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>Moments in the week: marks, not bars.</summary>
public sealed class MomentPreviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 20, 30, 0, TimeSpan.Zero);

    [Fact]
    public void ToString_OfMoments_DrawsMarks() => Assert.Equal(
        """
        mon-fri start 07:00 stop 20:00,20:15; sat stop 12:00; 2026-11-18 off; hibernate else stop; max-runtime 12h Europe/Paris
        Week of Monday 16 November 2026, Europe/Paris

                    0     3     6     9     12    15    18    21    24
        Mon 16 Nov  --------------▲-------------------------▼-------  start 07:00, stop 20:00, stop 20:15
        Tue 17 Nov  --------------▲-------------------------▼-------  start 07:00, stop 20:00, stop 20:15
        Wed 18 Nov  ------------------------------------------------
        Thu 19 Nov  --------------▲-------------------------▼-------  start 07:00, stop 20:00, stop 20:15
        Fri 20 Nov  --------------▲-------------------------▼-------  start 07:00, stop 20:00, stop 20:15
        Sat 21 Nov  ------------------------▼-----------------------  stop 12:00
        Sun 22 Nov  ------------------------------------------------
                    - left alone   ▲ start   ▼ stop

        13 moments in seven days. Between moments the schedule asks for nothing, so no hours are counted as saved.

        At    Fri 2026-11-20 21:30 +01:00  unmanaged: between moments the schedule asks for nothing (Europe/Paris)
        next  Sat 2026-11-21 12:00 +01:00  stop: sat stop 12:00
        then  Mon 2026-11-23 07:00 +01:00  start: mon-fri start 07:00 stop 20:00,20:15
        then  Mon 2026-11-23 20:00 +01:00  stop: mon-fri start 07:00 stop 20:00,20:15
        Note: An instance hibernates, or stops where it was launched without hibernation.
        Note: An instance that has run for 12h is stopped.

        """,
        SchedulePreview.OfWeek(
            PowerSchedule.Parse(
                "mon-fri start 07:00 stop 20:00,20:15; sat stop 12:00; 2026-11-18 off; hibernate else stop; max-runtime 12h Europe/Paris"),
            Now).ToString());

    [Theory]
    [InlineData("start 10:00 stop 10:15 UTC", "Fri 20 Nov  --------------------◆---------------------------  start 10:00, stop 10:15")]
    [InlineData("stop 23:59,00:00 UTC", "Fri 20 Nov  ▼----------------------------------------------▼  stop 00:00, stop 23:59")]
    [InlineData("mon stop 10:00; running until 2026-11-20T22:00Z UTC", "Fri 20 Nov  -----------------------------------------███▼---  stop 22:00")]
    [InlineData("mon stop 10:00 Europe/Paris | mon stop 10:00; fri stop 11:00 UTC", "Mon 16 Nov  --------------------▼-▼-------------------------  stop 10:00, stop 11:00")]
    public void ToString_OfADay_MarksWhatComes(string schedule, string line)
    {
        var text = SchedulePreview.OfWeek(PowerSchedule.Parse(schedule), Now).ToString();

        Assert.Contains(line, text.Split('\n').Select(one => one.TrimEnd()));
    }

    [Theory]
    [InlineData("stop 22:00 UTC", "unmanaged: between moments the schedule asks for nothing (UTC); stop at 2026-11-20T22:00+00:00")]
    [InlineData("max-runtime 8h", "unmanaged: the schedule asks for nothing but a limited run time; a stop 8h after its launch")]
    [InlineData("stop 22:00; max-runtime 8h UTC", "unmanaged: between moments the schedule asks for nothing (UTC); stop at 2026-11-20T22:00+00:00, a stop 8h after its launch")]
    [InlineData("stop 22:00; stopped until forever UTC", "stopped: overridden: stopped until forever; that does not change any more")]
    [InlineData("fri stop 18:00; running until 2026-11-20T23:00Z UTC", "running: overridden: running until 2026-11-20T23:00Z; stop at 2026-11-20T23:00+00:00")]
    public void WhatIf_OfMoments_NamesTheNext(string schedule, string explanation)
    {
        var instance = Tagged(schedule);

        Assert.Equal(explanation, InstancePreview.WhatIf(instance, new ScheduledPowerOptions(), Now).Explanation);
    }

    [Fact]
    public void ToHtml_OfMoments_DrawsTrianglesWithTitles()
    {
        var instance = Tagged("start 07:00 stop 22:00; max-runtime 8h UTC");

        var page = FleetPreview.WeekAhead([instance], new ScheduledPowerOptions(), Now).ToHtml();

        Assert.Equal(7, page.Split("<polygon class=\"start\"").Length - 1);
        Assert.Equal(7, page.Split("<polygon class=\"stop\"").Length - 1);
        Assert.Contains("<title>Fri 2026-11-20 22:00 +00:00  stop: start 07:00 stop 22:00</title>", page, StringComparison.Ordinal);
        Assert.Contains("An instance that has run for 8h is stopped.", page, StringComparison.Ordinal);
    }

    private static PreviewInstance Tagged(string schedule) =>
        new("i-0123456789abcdef0", new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = schedule });
}
