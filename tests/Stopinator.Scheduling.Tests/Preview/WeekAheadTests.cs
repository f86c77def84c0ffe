using System.Globalization;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>The week ahead begins today.</summary>
[Trait("Finding", "U7")]
public sealed class WeekAheadTests
{
    // A Sunday evening in Paris.
    private static readonly DateTimeOffset Sunday = new(2026, 11, 29, 17, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-29T17:00Z", "2026-11-29T00:00+01:00", "2026-12-06T00:00+01:00")]
    [InlineData("2026-11-29T23:30Z", "2026-11-30T00:00+01:00", "2026-12-07T00:00+01:00")]
    [InlineData("2026-10-23T12:00Z", "2026-10-23T00:00+02:00", "2026-10-30T00:00+01:00")]
    public void WeekAhead_AtAnInstant_IsSevenDaysFromItsDay(string at, string from, string to)
    {
        var week = SchedulePreview.WeekAhead(
            PowerSchedule.Parse("mon-fri 07:00-20:00 Europe/Paris"), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));

        Assert.Equal((from, to), (Text(week.From), Text(week.To)));
        Assert.Equal(65, week.Running.TotalHours);
        Assert.Equal(7, week.ToString().Split('\n').Count(line => line.Contains("·  ", StringComparison.Ordinal)));

        static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void ToString_OfTheWeekAhead_SaysWhichDaysItShows()
    {
        var schedule = PowerSchedule.Parse("mon-fri 07:00-20:00 Europe/Paris");

        Assert.Equal(
            "Seven days from Sunday 29 November 2026, Europe/Paris", SchedulePreview.WeekAhead(schedule, Sunday).ToString().Split('\n')[1]);
        Assert.Equal("Week of Monday 23 November 2026, Europe/Paris", SchedulePreview.OfWeek(schedule, Sunday).ToString().Split('\n')[1]);
    }

    [Fact]
    public void ToHtml_OfAFleet_HasATitleThatIsTrue()
    {
        PreviewInstance[] instances = [SomeFleet.Instance("i-1", "office-hours")];

        var ahead = FleetPreview.WeekAhead(instances, SomeFleet.Read, Sunday).ToHtml();
        var calendar = FleetPreview.OfWeek(instances, SomeFleet.Read, Sunday).ToHtml();

        Assert.Contains("<h1>The week ahead</h1>", ahead, StringComparison.Ordinal);
        Assert.Contains("Sunday 29 November 2026 to Saturday 5 December 2026", ahead, StringComparison.Ordinal);
        Assert.Contains("<h1>The week of Monday 23 November 2026</h1>", calendar, StringComparison.Ordinal);
        Assert.Contains("Monday 23 November 2026 to Sunday 29 November 2026", calendar, StringComparison.Ordinal);
        Assert.Contains("<h1>Ours</h1>", FleetPreview.OfWeek(instances, SomeFleet.Read, Sunday).ToHtml("Ours"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_OfTags_ShowsTheWeekAhead() =>
        Assert.Equal(29, InstancePreview.WhatIf(SomeFleet.Instance("i-1", "office-hours"), SomeFleet.Read, Sunday).Week!.From.Day);

    [Fact]
    public void WeekAhead_OfOptions_ReadsTags()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = "mon-fri 07:00-20:00 Europe/Paris" };

        Assert.Equal(103, FleetPreview.WeekAhead([new PreviewInstance("i-1", tags)], new ScheduledPowerOptions(), Sunday).StoppedHours);
    }
}
