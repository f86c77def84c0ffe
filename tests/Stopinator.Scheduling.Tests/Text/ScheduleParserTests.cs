namespace Stopinator.Scheduling.Tests.Text;

public sealed class ScheduleParserTests
{
    /// <summary>Malformed texts, the position, and the expected part of the message.</summary>
    public static TheoryData<string, int, string[]> Mistakes { get; } = new()
    {
        { "", 0, ["The schedule '' is malformed at position 0: it is empty", "'off'", "'unmanaged'"] },
        { " \t", 0, ["it is empty"] },
        { "UTC", 0, ["a window such as mon-fri 07:00-20:00 is expected"] },
        { "mon 07:00-08:00;", 16, ["a window such as", "is expected"] },
        { "; mon UTC", 0, ["a window such as", "is expected"] },
        { "mon-fri 07:00-20:00", 19, ["names no time zone", "Europe/Paris"] },
        { "mon-fri 07:00-20:00 Europe/Pari", 20, ["'Europe/Pari' is not the name of an IANA time zone", "Did you mean 'Europe/Paris'?"] },
        { "mon-fri 07:00-20:00 PST", 20, ["Did you mean 'America/Los_Angeles'?"] },
        { "mon-fri 07:00-20:00 KST", 20, ["Did you mean 'Asia/Seoul'?"] },
        { "mon-fri 07:00-20:00 IST", 20, ["Did you mean 'Asia/Kolkata'?"] },
        { "mon-fri 07:00-20:00 UTC+2", 20, ["Etc/GMT-2", "sign is reversed"] },
        { "mon 07:00-08:00 UTC; tue 07:00-08:00 UTC", 16, ["the time zone stands at the end, once"] },
        { "mon-fri 7am-8pm UTC", 8, ["24-hour clock", "07:00-20:00"] },
        { "mon-fri 7-20 UTC", 8, ["'7-20' is not understood", "07:00-20:00", "'day 1-7'"] },
        { "mon-fri 0700-2000 UTC", 8, ["Hours are written 07:00-20:00"] },
        { "mon-fri 07.00-20.00 UTC", 8, ["Hours are written 07:00-20:00"] },
        { "mon-fri 07:00 - 20:00 UTC", 14, ["blanks around it"] },
        { "mon-fri 09:00\u201317:00 UTC", 8, ["a plain '-'"] },
        { "fri 18:00 UTC", 4, ["hours such as 07:00-20:00 are expected, not '18:00'"] },
        { "mon 7:5-8:00 UTC", 4, ["'7:5' is not a time", "HH:MM"] },
        { "mon 07:00-07:00 UTC", 4, ["begins and ends at the same time", "00:00-24:00"] },
        { "mon 00:00-00:00 UTC", 4, ["begins and ends at the same time"] },
        { "mon 24:00-08:00 UTC", 4, ["24:00 is only an end"] },
        { "mon 07:00-24:01 UTC", 10, ["'24:01' does not exist"] },
        { "mon 07:00-25:00 UTC", 10, ["'25:00' does not exist"] },
        { "mon 07:60-08:00 UTC", 4, ["'07:60' does not exist"] },
        { "mon 07:00-08:00,09:00 UTC", 16, ["hours such as"] },
        { "mon 07:00-08:00 tue 07:00-08:00 UTC", 16, ["days stand before the hours", "';'"] },
        { "mon 07:00-08:00 09:00-10:00 UTC", 16, ["hours are given once", "commas"] },
        { "mon tue 07:00-08:00 UTC", 4, ["days of the week are given twice", "commas"] },
        { "day 1 day 2 07:00-08:00 UTC", 6, ["the days of the month are given twice"] },
        { "jan feb 07:00-08:00 UTC", 4, ["the months are given twice"] },
        { "07:00-08:00 mon UTC", 12, ["days stand before the hours"] },
        { "mon 07:00-08:00 until UTC", 16, ["before 'until' a state is expected"] },
        { "MO-FR 07:00-08:00 UTC", 0, ["'MO-FR' is not understood. Days have three letters: mon-fri."] },
        { "mo,we 07:00-08:00 UTC", 0, ["Days have three letters: mon,wed."] },
        { "mo- 07:00-08:00 UTC", 0, ["'mo-' is not understood."] },
        { "mon,,tue UTC", 4, ["'' is not a day of the week"] },
        { "24/7", 0, ["Write '24x7' to run always"] },
        { "always", 0, ["'24x7'"] },
        { "never", 0, ["Write 'off' to stop always"] },
        { "disabled", 0, ["Write 'unmanaged' to leave alone"] },
        { "weekdays 07:00-20:00 UTC", 0, ["Write mon-fri"] },
        { "weekend UTC", 0, ["Write sat,sun"] },
        { "daily 07:00-20:00 UTC", 0, ["those of every day"] },
        { "mon-fri off UTC", 8, ["'off' stands alone", "'2026-12-25 off'"] },
        { "24x7; off", 6, ["stands for a whole schedule"] },
        { "off; mon UTC", 5, ["cannot stand beside 'off'"] },
        { "unmanaged; dec25 off UTC", 0, ["takes no special days"] },
        { "mon,tuesday,thurs UTC", 12, ["'thurs' is not a day of the week", "Did you mean 'thu'?"] },
        { "tues UTC", 0, ["Did you mean 'tue'?"] },
        { "mon-fri-sat UTC", 8, ["a range has two ends"] },
        { "mon#6 UTC", 4, ["1 to 5", "second Monday"] },
        { "mon#2-fri UTC", 4, ["1 to 5"] },
        { "jan-sun UTC", 4, ["'sun' is not a month"] },
        { "day UTC", 3, ["days of the month are expected"] },
        { "day 0 UTC", 4, ["'0' is not a day of the month"] },
        { "day 1,32 UTC", 6, ["'32' is not a day of the month"] },
        { "day 28-5 UTC", 4, ["Write 28-L,1-5"] },
        { "31W UTC", 0, ["days of the month 'day 1-7'"] },
        { "2026-12-25 off UTC", 0, ["has no window"] },
        { "mon; 2026-12-25 UTC", 15, ["'off', 'on' or hours are expected"] },
        { "mon; 2026-12-25 closed UTC", 16, ["not 'closed'"] },
        { "mon; 2026-13-25 off UTC", 5, ["'2026-13-25' is not a date"] },
        { "mon; 2026-12-25/2026-12-24 off UTC", 5, ["ends before it begins"] },
        { "mon; dec32 off UTC", 5, ["'dec32' is not a day of the year"] },
        { "mon; dec25-dec26-dec27 off UTC", 5, ["a date is expected, such as 2026-12-25, or dec25 for", "not 'dec25-dec26-dec27'"] },
        { "mon; dec25,foo off UTC", 11, ["'foo' is not a day of the year"] },
        { "mon; dec25 off; dec25 08:00-12:00 UTC", 16, ["dec25 is given twice"] },
        { "mon 2026-12-25 UTC", 4, ["a date begins a piece of its own"] },
        { "24x7; stopped until 2026-11-21T22:00", 20, ["not an instant with an offset"] },
        { "24x7; stoped until 2026-11-21T22:00Z", 6, ["is not a state; states are running, stopped and unmanaged.", "'stopped'?"] },
        { "24x7; runing until 2026-11-21T22:00Z", 6, ["Did you mean 'running'?"] },
        { "24x7; stopped until", 19, ["an instant is expected"] },
        { "24x7; stopped until 2026-11-21T22:00Z now", 38, ["'now' is not expected"] },
        { "24x7; stopped until 2026-11-21T22:00Z; running until 2026-11-22T22:00Z", 39, ["two overrides"] },
        { "off=(m-f,19);on=(m-f,7)", 0, ["Cloud Custodian", "CustodianOffHoursPolicy"] },
        { "0 7 * * 1-5 UTC", 0, ["cron expression"] },
        { "mon 07:00-08:00\u0007 UTC", 10, ["\\u0007"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsToldWithPositionAndWayOut(string text, int position, string[] parts)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse(text));

        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Equal((position, (string?)null), (error.Position, error.Path));
        Assert.Contains($"at position {position}:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", error.Message, StringComparison.Ordinal);
        Assert.False(PowerSchedule.TryParse(text, out _));
    }

    [Theory]
    [InlineData("mon-fri 07:00-20:00 Europe/Paris", "mon-fri 07:00-20:00 Europe/Paris")]
    [InlineData("  MONDAY-friday\t7:00-20:00   europe/paris ", "mon-fri 07:00-20:00 Europe/Paris")]
    [InlineData("24X7", "24x7")]
    [InlineData("Off", "off")]
    [InlineData("unmanaged", "unmanaged")]
    [InlineData("24x7 Asia/Tokyo", "24x7 Asia/Tokyo")]
    [InlineData("mon-sun 00:00-24:00 UTC", "24x7")]
    [InlineData("mon-fri 22:00-6:00;sat 10:00-14:00 America/New_York", "mon-fri 22:00-06:00; sat 10:00-14:00 America/New_York")]
    [InlineData("mon 07:00-00:00 UTC", "mon 07:00-24:00 UTC")]
    [InlineData("mon; UTC", "mon UTC")]
    [InlineData("sat-mon,wed UTC", "wed,sat-mon UTC")]
    [InlineData("tue-mon UTC", "24x7")]
    [InlineData("fri,sat UTC", "fri,sat UTC")]
    [InlineData("monL,mon#5,tue UTC", "tue,mon#5,monL UTC")]
    [InlineData("day l,15w,1-7,8 UTC", "day 1-8,15W,L UTC")]
    [InlineData("day 28-L UTC", "day 28-31 UTC")]
    [InlineData("mon nov-feb day 1-7 09:00-10:00 UTC", "nov-feb day 1-7 mon 09:00-10:00 UTC")]
    [InlineData("07:00-12:00,13:00-20:00 UTC", "07:00-12:00,13:00-20:00 UTC")]
    [InlineData("mon; dec25,jan1 off; 2026-12-24/2026-12-26 08:00-12:00; 2026-12-05 ON UTC", "mon; dec25 off; jan1 off; 2026-12-24/2026-12-26 08:00-12:00; 2026-12-05 on UTC")]
    [InlineData("off; dec24-jan2 08:00-12:00 UTC", "off; dec24-jan2 08:00-12:00 UTC")]
    [InlineData("off; running until 2026-11-21T23:00+01:00", "off; running until 2026-11-21T22:00Z")]
    [InlineData("unmanaged; stopped until 2026-11-21T22:00:30.5Z", "unmanaged; stopped until 2026-11-21T22:00:30.5Z")]
    [InlineData("unmanaged; stopped until 2026-11-21T22:00:30Z", "unmanaged; stopped until 2026-11-21T22:00:30Z")]
    public void ToString_OfWhatWasRead_IsTheOneWayToWriteIt(string text, string expected)
    {
        Assert.Equal(expected, PowerSchedule.Parse(text).ToString());
        Assert.Equal(expected, PowerSchedule.Parse(expected).ToString());
        Assert.True(PowerSchedule.TryParse(text, out _));
    }

    [Fact]
    public void Parse_WithoutTimeZone_TakesTheDefaultOne()
    {
        Assert.Equal("mon 07:00-08:00 Asia/Tokyo", PowerSchedule.Parse("mon 07:00-08:00", "asia/tokyo").ToString());
        Assert.Equal("mon 07:00-08:00 Europe/Paris", PowerSchedule.Parse("mon 07:00-08:00 Europe/Paris", "asia/tokyo").ToString());
        Assert.Contains(
            "'Tokio'", Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse("mon", "Tokio")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MoreThanAScheduleHolds_IsRefused()
    {
        Assert.Contains("256 windows", Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse(string.Join(';', Enumerable.Repeat("mon", 257)) + " UTC")).Message, StringComparison.Ordinal);
        var days = string.Join(';', Enumerable.Range(0, 1025).Select(day => $"{new DateOnly(2026, 1, 1).AddDays(day):yyyy-MM-dd} off"));
        Assert.Contains(
            "1024 special days",
            Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse($"mon;{days} UTC")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ZoneWithoutDaylightSaving_IsWarnedOf() =>
        Assert.Contains("America/New_York", Assert.Single(PowerSchedule.Parse("mon EST").Warnings), StringComparison.Ordinal);

    [Fact]
    public void PartsOfASchedule_ReadBackFromTheirTexts()
    {
        Assert.Equal(
            ScheduleWindow.Parse("mon-fri 22:00-06:00"),
            new ScheduleWindow(ScheduleDays.Parse("mon-fri"), new ScheduleHours(new(22, 0), new(6, 0))));
        Assert.Equal(SpecialDay.Parse("dec25 off"), SpecialDay.Closed(ScheduleDates.Yearly(12, 25)));
        Assert.Equal(
            SpecialDay.Parse("2026-12-24/2026-12-31 on"), SpecialDay.Open(ScheduleDates.Between(new(2026, 12, 24), new(2026, 12, 31))));
        Assert.Equal(ScheduleDays.Parse("mon,tue"), ScheduleDays.Of(DayOfWeek.Tuesday, DayOfWeek.Monday));
        Assert.Equal("mon-sun", ScheduleDays.Every.ToString());
        Assert.False(SpecialDay.TryParse("dec25,jan1 off", out _));
        Assert.False(ScheduleWindow.TryParse("mon; tue", out _));
        Assert.False(ScheduleDays.TryParse(" ", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Parse_AnEmptyPieceOfASchedule_SaysThatItIsEmpty(string text)
    {
        var window = Assert.Throws<ScheduleFormatException>(() => ScheduleWindow.Parse(text));
        var days = Assert.Throws<ScheduleFormatException>(() => ScheduleDays.Parse(text));

        Assert.EndsWith(": it is empty.", window.Message, StringComparison.Ordinal);
        Assert.EndsWith(": it is empty.", days.Message, StringComparison.Ordinal);
    }
}
