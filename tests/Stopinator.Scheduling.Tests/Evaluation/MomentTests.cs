namespace Stopinator.Scheduling.Tests.Evaluation;

/// <summary>Moments: the next, the latest, and those that special days take away.</summary>
public sealed class MomentTests
{
    // 2026-11-20 is a Friday.
    private static readonly DateTimeOffset Friday = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly PowerSchedule Office = PowerSchedule.Parse(
        "mon-fri start 07:00 stop 12:00,20:00; 2026-11-23 off; 2026-11-24 stop 15:00; dec25 off UTC");

    [Fact]
    public void Moments_OfSomeDays_AreThoseOfTheDaysInOrder() => Assert.Equal(
        [
            "20 07:00 Running", "20 12:00 Stopped", "20 20:00 Stopped", "24 15:00 Stopped", "25 07:00 Running", "25 12:00 Stopped",
            "25 20:00 Stopped",
        ],
        Office.Moments(Friday, Friday.AddDays(6)).Select(Text));

    [Fact]
    public void DesiredState_BetweenMoments_IsNone()
    {
        Assert.Equal("between moments the schedule asks for nothing (UTC)", Office.DesiredStateAt(Friday).Why);
        Assert.Equal(
            "the schedule asks for nothing but a limited run time",
            PowerSchedule.OfMaxRuntime(TimeSpan.FromHours(8)).DesiredStateAt(Friday).Why);
    }

    [Theory]
    [InlineData(0, "20 07:00 Running")]
    [InlineData(7, "20 12:00 Stopped")] // The moment itself is over.
    [InlineData(20, "24 15:00 Stopped")] // Over a weekend and a day that is off.
    public void NextMoment_AfterAnInstant_IsTheFirst(int hour, string next) =>
        Assert.Equal(next, Text(Office.NextMoment(Friday.AddHours(hour))!.Value));

    [Fact]
    public void NextMoment_OfDaysThatNeverCome_IsNull() =>
        Assert.Null(PowerSchedule.Parse("feb day 31 stop 12:00 UTC").NextMoment(Friday));

    [Theory]
    [InlineData(7, "20 07:00 Running")] // The moment itself has come.
    [InlineData(11, "20 07:00 Running")]
    [InlineData(21, "20 20:00 Stopped")]
    [InlineData(22.5, null)] // More than two hours ago.
    public void LatestMoment_UpToAnInstant_IsTheLastThatStillCounts(double hour, string? latest) => Assert.Equal(
        latest, Office.LatestMoment(Friday.AddHours(hour), TimeSpan.FromHours(hour < 12 ? 4 : 2)) is { } moment ? Text(moment) : null);

    [Fact]
    public void LatestMoment_InTheMonthBefore_IsFound()
    {
        var monthEnd = PowerSchedule.Parse("day L stop 22:00 UTC");

        Assert.Equal("30 22:00 Stopped", Text(monthEnd.LatestMoment(Friday.AddDays(15), TimeSpan.FromDays(7))!.Value));
        Assert.Null(monthEnd.LatestMoment(DateTimeOffset.MinValue, TimeSpan.FromDays(7)));
        Assert.Null(monthEnd.LatestMoment(DateTimeOffset.MaxValue, TimeSpan.FromDays(7)));
    }

    [Theory]
    [InlineData(
        "dec day 25 stop 22:00; mon stop 20:00; dec25 off UTC",
        "The moments dec day 25 stop 22:00 never come: special days take the place of all their dates.")]
    [InlineData(
        "dec day 25 stop 22:00; dec day 25 start 07:00; dec25 stop 12:00 UTC",
        "The moments dec day 25 stop 22:00 (and 1 more) never come")]
    [InlineData("dec day 25 stop 22:00; 2026-12-25 off UTC", null)]
    [InlineData("dec day 24-25 stop 22:00; dec25 off UTC", null)]
    [InlineData("feb day 29 mon stop 22:00; 2016-02-29 off; dec25 off UTC", null)] // 29 February is a Monday once in 28 years.
    public void Warnings_OfMomentsThatNeverCome_NameThem(string text, string? warning)
    {
        var warnings = PowerSchedule.Parse(text).Warnings;

        Assert.Equal(warning is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, one => Assert.StartsWith(warning!, one, StringComparison.Ordinal));
    }

    private static string Text(ScheduleMoment moment) => $"{moment.At:dd HH:mm} {moment.State}";
}
