namespace Stopinator.Scheduling.Tests.Text;

/// <summary>Warnings about parts of a schedule that its owner probably did not mean.</summary>
public sealed class WarningTests
{
    [Theory]
    [Trait("Finding", "W1")]
    [InlineData("mon-sun 00:00-23:59 Europe/Paris", "The window mon-sun 00:00-23:59 ends at 23:59")]
    [InlineData("mon-fri 07:00-23:59 UTC", "The window mon-fri 07:00-23:59 ends at 23:59, so that the last minute of the day is off. Write 24:00 for the end of the day.")]
    [InlineData("mon 07:00-23:59; tue 08:00-23:59; wed 07:00-20:00 UTC", "The window mon 07:00-23:59 (and 1 more) ends at 23:59")]
    [InlineData("off; dec24 08:00-12:00,13:00-23:59 UTC", "The special day dec24 08:00-12:00,13:00-23:59 ends at 23:59")]
    public void Warnings_OfAnEndBeforeMidnight_NameTheRemedy(string text, string warning) =>
        Assert.StartsWith(
            warning.Replace("mon-sun ", "", StringComparison.Ordinal),
            Assert.Single(PowerSchedule.Parse(text).Warnings),
            StringComparison.Ordinal);

    [Fact]
    [Trait("Finding", "W1")]
    public void Warnings_OfAnEndBeforeMidnight_AreThereHoweverTheScheduleWasMade()
    {
        var inCode = new PowerSchedule("UTC", [new ScheduleWindow(ScheduleDays.Every, new ScheduleHours(new(0, 0), new(23, 59)))]);
        var inCatalog = ScheduleCatalog.Parse("""{"timeZone":"UTC","schedules":{"a":{"windows":["mon 07:00-23:59"]}}}""").Resolve("a");
        var start = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        Assert.Contains("24:00", Assert.Single(inCode.Warnings), StringComparison.Ordinal);
        Assert.Contains("24:00", Assert.Single(inCatalog.Warnings), StringComparison.Ordinal);
        Assert.Equal(14, inCode.Transitions(start, start.AddDays(7)).Count());
        Assert.Empty(PowerSchedule.Parse("mon-fri 07:00-24:00 UTC").Warnings);
        Assert.Contains(
            "Mind: The window 00:00-23:59 ends at 23:59", SchedulePreview.WeekAhead(inCode, start).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dec day 25 08:00-12:00; mon-fri; dec25 off UTC", "dec day 25 08:00-12:00")]
    [InlineData("feb day 29; mon; feb28-mar1 08:00-09:00 UTC", "feb day 29")]
    [InlineData("mon; jan1-dec31 off UTC", "mon")]
    [InlineData("mon; dec24-jan2 off UTC", null)]
    [InlineData("feb day 31; dec25 off UTC", null)]
    [InlineData("feb day 29 mon; 2016-02-29 off; dec25 off UTC", null)] // 29 February is a Monday once in 28 years.
    public void Warnings_OfAWindowThatNeverOpens_NameIt(string text, string? window) => Assert.Equal(
        window is null ? [] : [$"The window {window} never opens: special days take the place of all its dates."],
        PowerSchedule.Parse(text).Warnings);

    /// <summary>Common mistakes, their position, and the hint.</summary>
    public static TheoryData<string, int, string> Hints { get; } = new()
    {
        { "MO-FR 07:00-20:00 UTC", 0, "Days have three letters: mon-fri." },
        { "mo,we,sa-su 07:00-20:00 UTC", 0, "Days have three letters: mon,wed,sat-sun." },
        { "Su", 0, "Days have three letters: sun." },
        { "mon-fri 07:00-20:00 W. Europe Standard Time", 20, "'W. Europe Standard Time' is not the name of an IANA time zone, such as Europe/Paris. That is its name in Windows; write Europe/Berlin." },
        { "mon-fri 07:00-20:00 pacific standard time", 20, "write America/Los_Angeles." },
        { "mon-fri 07:00-20:00 BRT", 20, "Did you mean 'America/Sao_Paulo'?" },
        { "true", 0, "Write '24x7' to run always." },
        { "False", 0, "Write 'unmanaged' to leave alone, or 'off' to stop always." },
        { "yes", 0, "Write '24x7' to run always." },
    };

    [Theory]
    [Trait("Finding", "Weak")]
    [MemberData(nameof(Hints))]
    public void Parse_OfAUsualSlip_TellsWhatToWrite(string text, int position, string hint)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse(text));

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    [Trait("Finding", "Weak")]
    public void Zones_OfWindows_AreTranslatedInJsonToo() => Assert.Contains(
        "write Europe/Berlin.",
        Assert.Throws<ScheduleFormatException>(() => ScheduleCatalog.Parse("""{"timeZone":"W. Europe Standard Time","schedules":{}}""")).Message,
        StringComparison.Ordinal);
}
