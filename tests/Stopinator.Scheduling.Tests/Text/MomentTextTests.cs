namespace Stopinator.Scheduling.Tests.Text;

/// <summary>Moments, terms and parts, written and read; and the mistakes in them.</summary>
public sealed class MomentTextTests
{
    public static TheoryData<string, int, string> Mistakes { get; } = new()
    {
        { "stop", 4, "after 'stop' times are expected, such as stop 22:00. Write 'off' to stop always" },
        { "mon-fri stop Europe/Paris", 12, "after 'stop' times are expected" },
        { "mon-fri stop 22:00", 18, "names no time zone" },
        { "stop 24:00 UTC", 5, "00:00 on the next day" },
        { "stop 25:00 UTC", 5, "'25:00' does not exist" },
        { "stop 22:00-23:00 UTC", 5, "a window has hours" },
        { "stop 22:00 stop 23:00 UTC", 11, "'stop' is given twice" },
        { "start 07:00 stop 07:00 UTC", 0, "07:00 is both a start and a stop" },
        { "stop 22:00 mon UTC", 11, "'mon' is not expected after the times" },
        { "fry stop 22:00 UTC", 0, "Did you mean 'fri'?" },
        { "mon-fri 07:00-20:00; stop 22:00 UTC", 21, "windows or moments, not both" },
        { "stop 22:00; mon-fri 07:00-20:00 UTC", 12, "windows or moments, not both" },
        { "stop 22:00; dec24 08:00-12:00 UTC", 12, "windows or moments, not both" },
        { "mon; dec24 stop 12:00 UTC", 5, "windows or moments, not both" },
        { "stop 22:00; dec24 stop 12:00; dec24 off UTC", 30, "dec24 is given twice" },
        { "off; stop 22:00 UTC", 5, "cannot stand beside 'off'" },
        { "stop 22:00; off UTC", 12, "cannot stand beside moments" },
        { "stop 22:00; retain UTC", 12, "'retain' needs windows" },
        { "off; retain", 5, "'retain' needs windows" },
        { "24x7; retain", 6, "'retain' needs windows" },
        { "mon; retain; retain UTC", 13, "two pieces for retain" },
        { "mon; retain all UTC", 12, "'all' is not expected here" },
        { "mon; max-runtime 8h UTC", 5, "would start again what it stops" },
        { "max-runtime", 11, "after 'max-runtime' a time is expected, such as 8h" },
        { "max-runtime 8", 12, "'8' is not a time" },
        { "max-runtime 1m2h", 12, "'1m2h' is not a time" },
        { "max-runtime 4m", 12, "whole minutes from 5m to 8784h, not '4m'" },
        { "max-runtime 999999d", 12, "not '999999d'" },
        { "max-runtime 8h; dec25 off", 0, "no window and no moment" },
        { "hibernate", 0, "no window and no moment" },
        { "mon; hibernate; force UTC", 16, "two pieces for the way to stop" },
        { "mon; hibernate or stop UTC", 5, "'hibernate or stop' is not a way to stop" },
        { "unmanaged; hibernate", 11, "never starts or stops" },
        { "mon UTC |", 9, "it is empty" },
        { "mon UTC | unmanaged", 10, "not for one part of it" },
        { "mon UTC | stop 22:00 UTC", 0, "All parts have windows, or all have moments" },
        { "mon | tue UTC", 4, "names no time zone" },
        { "mon UTC | hibernate", 10, "no window and no moment" },
        { "mon UTC|mon UTC|mon UTC|mon UTC|mon UTC", 0, "up to 4 parts, not 5" },
        { "24x7; running until forever; stopped until forever", 29, "two overrides" },
    };

    [Theory]
    [InlineData("MON-fri STOP 22:00 europe/paris", "mon-fri stop 22:00 Europe/Paris")]
    [InlineData("stop 22:00,20:00 start 7:00 UTC", "start 07:00 stop 20:00,22:00 UTC")]
    [InlineData("start 07:00; sat stop 12:00 Asia/Tokyo", "start 07:00; sat stop 12:00 Asia/Tokyo")]
    [InlineData("jan day 1-7 mon stop 12:00; dec25 off; dec24 stop 12:00 start 08:00 UTC", "jan day 1-7 mon stop 12:00; dec25 off; dec24 start 08:00 stop 12:00 UTC")]
    [InlineData("2026-12-24 stop 12:00 UTC", "2026-12-24 stop 12:00 UTC")]
    [InlineData("Max-Runtime 480m", "max-runtime 8h")]
    [InlineData("max-runtime 1d1h1m", "max-runtime 25h1m")]
    [InlineData("max-runtime 45m; stop 22:00 UTC", "stop 22:00; max-runtime 45m UTC")]
    [InlineData("hibernate, else stop; mon UTC", "mon; hibernate else stop UTC")]
    [InlineData("mon; retain; skip-os-shutdown; running until forever UTC", "mon; skip-os-shutdown; retain; running until forever UTC")]
    [InlineData("off; force", "off; force")]
    [InlineData("mon 08:00-18:00 Europe/Paris|mon 09:00-17:00; hibernate America/New_York", "mon 08:00-18:00 Europe/Paris | mon 09:00-17:00; hibernate America/New_York")]
    [InlineData("mon; force UTC | tue; dec25 off UTC", "mon UTC | tue; dec25 off; force UTC")]
    [InlineData("stop 22:00 Europe/Paris | stop 22:00 Asia/Tokyo", "stop 22:00 Europe/Paris | stop 22:00 Asia/Tokyo")]
    public void ToString_OfWhatWasRead_IsTheOneWayToWriteIt(string text, string expected)
    {
        Assert.Equal(expected, PowerSchedule.Parse(text).ToString());
        Assert.Equal(expected, PowerSchedule.Parse(expected).ToString());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsToldWithPositionAndWayOut(string text, int position, string part)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse(text));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.DoesNotContain("(Parameter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_InCode_IsWhatTheTextSays()
    {
        var rule = new ScheduleMomentRule(ScheduleDays.Parse("mon-fri"), stops: [new(22, 0)]);
        var moments = PowerSchedule.OfMoments(
            "Europe/Paris",
            [rule],
            [SpecialDay.Closed(ScheduleDates.Yearly(12, 25)), SpecialDay.Parse("dec24 stop 12:00")],
            TimeSpan.FromHours(8));

        Assert.Equal("mon-fri stop 22:00; dec25 off; dec24 stop 12:00; max-runtime 8h Europe/Paris", moments.ToString());
        Assert.Equal([rule], moments.MomentRules);
        Assert.Equal(rule, ScheduleMomentRule.Parse(rule.ToString()));
        Assert.Equal((true, TimeSpan.FromHours(8)), (moments.HasMoments, moments.MaxRuntime));
        Assert.Equal("max-runtime 1h30m", PowerSchedule.OfMaxRuntime(TimeSpan.FromMinutes(90)).ToString());

        var office = PowerSchedule.Parse("mon-fri 07:00-20:00 UTC").WithRetain()
            .WithStopMode(StopMode.Hibernate, HibernationFallback.StopNormally);
        Assert.Equal("mon-fri 07:00-20:00; hibernate else stop; retain UTC", office.ToString());
        Assert.Equal("mon-fri 07:00-20:00 UTC", office.WithRetain(false).WithStopMode(null).ToString());

        var both = PowerSchedule.AnyOf(PowerSchedule.Parse("mon 08:00-18:00 Europe/Paris"), PowerSchedule.Parse("tue UTC"));
        Assert.Equal(["mon 08:00-18:00 Europe/Paris", "tue UTC"], both.Parts.Select(part => part.ToString()));
        Assert.Equal(both.ToString(), PowerSchedule.Parse(both.ToString()).ToString());
    }

    [Fact]
    public void Create_InCode_RefusesWhatTheTextMayNotSay()
    {
        var office = PowerSchedule.Parse("mon-fri 07:00-20:00 UTC");
        Assert.Contains(
            "needs windows",
            Assert.Throws<ArgumentException>(() => PowerSchedule.Parse("stop 22:00 UTC").WithRetain()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "normal stop", Assert.Throws<ArgumentException>(() => office.WithStopMode(StopMode.Normal)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "need a time",
            Assert.Throws<ArgumentException>(() => new ScheduleMomentRule(ScheduleDays.Every)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at least one", Assert.Throws<ArgumentException>(() => PowerSchedule.OfMoments("UTC", [])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "whole minutes",
            Assert.Throws<ArgumentOutOfRangeException>(() => PowerSchedule.OfMaxRuntime(TimeSpan.FromSeconds(90))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "has moments",
            Assert.Throws<ArgumentException>(() => new PowerSchedule("UTC", [], [SpecialDay.Parse("dec24 stop 12:00")])).Message,
            StringComparison.Ordinal);
        Assert.Contains("has hours", Assert.Throws<ArgumentException>(() => PowerSchedule.OfMoments("UTC", [ScheduleMomentRule.Parse("stop 22:00")], [SpecialDay.Parse("dec24 on")])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "cannot be combined",
            Assert.Throws<ArgumentException>(() => PowerSchedule.AnyOf(office, office.WithRetain())).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at least one part", Assert.Throws<ArgumentException>(() => PowerSchedule.AnyOf()).Message, StringComparison.Ordinal);
    }
}
