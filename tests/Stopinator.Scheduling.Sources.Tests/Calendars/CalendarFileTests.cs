namespace Stopinator.Scheduling.Sources.Tests.Calendars;

public sealed class CalendarFileTests
{
    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261225", "2026-12-25 off")]
    [InlineData("DTSTART;VALUE=DATE:20261225|DTEND;VALUE=DATE:20261228", "2026-12-25/2026-12-27 off")]
    [InlineData("DTSTART;VALUE=DATE:20261225|DURATION:P2D", "2026-12-25/2026-12-26 off")]
    [InlineData("DTSTART;VALUE=DATE:20251220|DTEND;VALUE=DATE:20260103", "2026-01-01/2026-01-02 off")]
    [InlineData("DTSTART;VALUE=DATE:20271230|DTEND;VALUE=DATE:20280103", "2027-12-30/2027-12-31 off")]
    [InlineData("DTSTART;VALUE=DATE:20251231", "")]
    [InlineData("DTSTART;VALUE=DATE:20280101", "")]
    [InlineData("DTSTART;VALUE=DATE:20261225|STATUS:CANCELLED", "")]
    [InlineData("DTSTART;VALUE=DATE:20261225|TRANSP:TRANSPARENT", "2026-12-25 off")]
    [InlineData("DTSTART:20261224T200000|DTEND:20261225T000000", "2026-12-24 off")]
    [InlineData("DTSTART:20261224T200000|DTEND:20261225T000001", "2026-12-24/2026-12-25 off")]
    [InlineData("DTSTART:20261224T200000", "2026-12-24 off")]
    public void Parse_AnEvent_ClosesItsDates(string lines, string days) => Assert.Equal(days, Ics.Days(Ics.Event(lines)));

    [Theory]
    [InlineData("DTSTART:20261224T233000Z|DURATION:PT10M", "Europe/Paris", "2026-12-25 off")]
    [InlineData("DTSTART:20261224T233000Z|DURATION:PT10M", "America/New_York", "2026-12-24 off")]
    [InlineData("DTSTART;TZID=America/New_York:20261224T200000|DTEND;TZID=America/New_York:20261224T230000", "Europe/Paris", "2026-12-25 off")]
    [InlineData("DTSTART;TZID=\"Romance Standard Time\":20261225T003000|DURATION:PT1H", "UTC", "2026-12-24/2026-12-25 off")]
    [InlineData("DTSTART;VALUE=DATE:20261225", "Pacific/Auckland", "2026-12-25 off")]
    [InlineData("DTSTART:20261225T100000", "Pacific/Auckland", "2026-12-25 off")]
    public void Parse_ATimeInAZone_ClosesTheDatesOfTheSchedulesZone(string lines, string zone, string days) =>
        Assert.Equal(days, Ics.Days(Ics.Event(lines), zone));

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:19700714|RRULE:FREQ=YEARLY", "2026-07-14 off; 2027-07-14 off")]
    [InlineData("DTSTART;VALUE=DATE:20000529|RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "2026-05-25 off; 2027-05-31 off")]
    [InlineData("DTSTART;VALUE=DATE:20261228|RRULE:FREQ=DAILY;COUNT=4|EXDATE;VALUE=DATE:20261230", "2026-12-28/2026-12-29 off; 2026-12-31 off")]
    [InlineData("DTSTART;VALUE=DATE:20261228|RRULE:FREQ=WEEKLY;UNTIL=20270111", "2026-12-28 off; 2027-01-04 off; 2027-01-11 off")]
    [InlineData("DTSTART;VALUE=DATE:20261225|RDATE;VALUE=DATE:20270105,20270106", "2026-12-25 off; 2027-01-05/2027-01-06 off")]
    [InlineData("DTSTART;VALUE=DATE:20260101|RRULE:FREQ=DAILY", "2026-01-01/2027-12-31 off")]
    [InlineData("DTSTART;VALUE=DATE:19600229|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "")]
    [InlineData("DTSTART;VALUE=DATE:20260101|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "")]
    [InlineData("DTSTART;VALUE=DATE:20260101|RRULE:FREQ=DAILY;INTERVAL=2000000000", "2026-01-01 off")]
    public void Parse_ARule_RecursAsTheStandardSays(string lines, string days) => Assert.Equal(days, Ics.Days(Ics.Event(lines)));

    [Fact]
    public void Parse_AMovedAndACancelledOccurrence_ReplaceThoseOfTheRule()
    {
        var file = Ics.File(
            "BEGIN:VEVENT|UID:1|DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=4|END:VEVENT|"
            + "BEGIN:VEVENT|UID:1|RECURRENCE-ID;VALUE=DATE:20260112|DTSTART;VALUE=DATE:20260113|END:VEVENT|"
            + "BEGIN:VEVENT|UID:1|RECURRENCE-ID;VALUE=DATE:20260119|DTSTART;VALUE=DATE:20260119|STATUS:CANCELLED|END:VEVENT|"
            + "BEGIN:VEVENT|UID:2|DTSTART;VALUE=DATE:20260302|END:VEVENT");

        Assert.Equal("2026-01-05 off; 2026-01-13 off; 2026-01-26 off; 2026-03-02 off", Ics.Days(file));
    }

    [Fact]
    public void Parse_TimesOfARule_FollowTheClocksOfTheirZone()
    {
        // 00:30 in Paris is 23:30 UTC in winter and 22:30 UTC in summer: the day before, either way.
        var file = Ics.Event("DTSTART;TZID=Europe/Paris:20260327T003000|DURATION:PT10M|RRULE:FREQ=DAILY;INTERVAL=3;COUNT=3");

        Assert.Equal("2026-03-26 off; 2026-03-29 off; 2026-04-01 off", Ics.Days(file, "UTC"));
        Assert.Equal("2026-03-27 off; 2026-03-30 off; 2026-04-02 off", Ics.Days(file, "Europe/Paris"));
    }

    [Fact]
    public void Parse_FoldedLinesOtherComponentsAndSeveralCalendars_AreRead()
    {
        var file = Ics.File(
            "BEGIN:VTODO|UID:9|DTSTART;VALUE=DATE:20260201|END:VTODO|BEGIN:VEVENT|UID:1|SUMMARY:No:el| continued|DTSTART;VAL| UE=DATE:2026|\t1225|"
            + "BEGIN:VALARM|TRIGGER:-PT15M|DURATION:nonsense|END:VALARM|END:VEVENT") + Ics.Event("DTSTART;VALUE=DATE:20260601") + "\n\n";

        Assert.Equal("2026-06-01 off; 2026-12-25 off", Ics.Days("\uFEFF" + file.Replace("\r\n", "\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_EventsWithoutAnId_AreApart() => Assert.Equal(
        "2026-02-01 off; 2026-03-01 off",
        Ics.Days(Ics.File("BEGIN:VEVENT|DTSTART;VALUE=DATE:20260301|END:VEVENT|BEGIN:VEVENT|DTSTART;VALUE=DATE:20260201|END:VEVENT")));

    [Fact]
    public void Parse_InACatalog_ClosesTheDaysOfItsSchedules()
    {
        var catalog = ScheduleCatalog.Parse(
            """
            {
              "calendars": { "feast": "feast.ics" },
              "schedules": {
                "paris": { "timeZone": "Europe/Paris", "windows": [ "mon-fri 08:00-18:00" ], "calendars": [ "feast" ] },
                "tokyo": { "timeZone": "Asia/Tokyo", "windows": [ "mon-fri 08:00-18:00" ], "calendars": [ "FEAST" ] }
              }
            }
            """,
            new Dictionary<string, IScheduleCalendar>(StringComparer.Ordinal)
            {
                ["feast.ics"] = CalendarFile.Parse(Ics.Event("DTSTART:20261224T180000Z|DURATION:PT2H"), Ics.From, Ics.To),
            });

        Assert.Equal("mon-fri 08:00-18:00; 2026-12-24 off Europe/Paris", catalog.Resolve("paris").ToString());
        Assert.Equal("mon-fri 08:00-18:00; 2026-12-25 off Asia/Tokyo", catalog.Resolve("tokyo").ToString());
    }

    [Fact]
    public void SpecialDaysIn_AZoneThatDoesNotExist_IsAnError()
    {
        var calendar = CalendarFile.Parse(Ics.Event("DTSTART;VALUE=DATE:20261225"), Ics.From, Ics.To);

        Assert.Contains(
            "'Mars/Base'", Assert.Throws<ArgumentException>(() => calendar.SpecialDaysIn("Mars/Base")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CalendarFile.Parse("", Ics.To, Ics.From));
        Assert.Throws<ArgumentException>(() => CalendarFile.Parse("", Ics.From, Ics.From.AddYears(11)));
    }
}
