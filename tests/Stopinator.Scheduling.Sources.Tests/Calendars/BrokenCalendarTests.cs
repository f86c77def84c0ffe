using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Sources.Tests.Calendars;

/// <summary>A broken file is an error that names the line; a huge one is bounded.</summary>
public sealed class BrokenCalendarTests
{
    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("{ \"schedules\": {} }", 1, "is not a property with a value")]
    [InlineData("<html>", 1, "is not a property with a value")]
    [InlineData("BEGIN:VEVENT", 1, "begins with BEGIN:VCALENDAR")]
    [InlineData("DTSTART:20261225", 1, "begins with BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR|VERSION:2.0", 1, "no END:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART;VALUE=DATE:20261225|END:VCALENDAR", 4, "END:VEVENT is expected")]
    [InlineData("BEGIN:VCALENDAR|END:VCALENDAR|END:VCALENDAR", 3, "nothing is open")]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VEVENT|BEGIN:VEVENT", 3, "in a VEVENT")]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VCALENDAR", 2, "no END for the calendar before")]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VEVENT|END:VEVENT|END:VCALENDAR", 2, "no DTSTART")]
    [InlineData("BEGIN:VCALENDAR|SUMMARY:folded| twice| more|this is no line", 5, "'this is no line' is not a property")]
    public void Parse_AFileThatIsNone_NamesTheLine(string file, int line, string problem)
    {
        var exception = Refuse(file.Replace("|", "\r\n", StringComparison.Ordinal));

        Assert.StartsWith($"The calendar is malformed at line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DTSTART:hello", "'hello' is not the value of a DTSTART")]
    [InlineData("DTSTART;VALUE=DATE:20261325", "20261325")]
    [InlineData("DTSTART:20260101T250000", "20260101T250000")]
    [InlineData("DTSTART;TZID=Nowhere/Land:20261225T100000", "Nowhere/Land")]
    [InlineData("DTSTART;VALUE=DATE:20261225|DTEND:hello", "'hello' is not the value of a DTEND", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|DTEND;VALUE=DATE:20261224", "ends before it begins", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|DURATION:hello", "is not the value of a DURATION", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|DURATION:-P1D", "ends before it begins", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|DURATION:P100000D", "more than ten years", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|EXDATE:hello", "is not the value of a EXDATE", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|EXDATE;TZID=Foo:20261225T000000", "Foo", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RDATE:20261225,hello", "is not the value of a RDATE", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RRULE:hello", "'hello' is not the value of a RRULE", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RRULE:FREQ=SOMETIMES", "SOMETIMES", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY;BYMONTH=13", "BYMONTH", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY;UNTIL=soon", "UNTIL=soon", 7)]
    [InlineData("DTSTART;VALUE=DATE:20261225|RECURRENCE-ID:hello", "is not the value of a RECURRENCE-ID", 7)]
    public void Parse_AnEventWithABadValue_NamesItsLine(string lines, string problem, int line = 6)
    {
        var exception = Refuse(Ics.Event(lines));

        Assert.StartsWith($"The calendar is malformed at line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=SECONDLY;INTERVAL=7")]
    [InlineData("FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19;BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12")]
    public void Parse_ARuleFinerThanDatesNeed_IsRefusedBeforeItIsEvaluated(string rule)
    {
        var exception = Refuse(Ics.Event($"DTSTART:20260101T000000Z|RRULE:{rule}"));

        Assert.StartsWith("The calendar is malformed at line 7: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Only dates count", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AFileOfTenMegabytes_TakesSecondsAndBoundedMemory()
    {
        var file = new StringBuilder("BEGIN:VCALENDAR\r\n");
        for (var i = 0; file.Length < 10_000_000; i++)
        {
            file.Append(
                CultureInfo.InvariantCulture,
                $"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART;VALUE=DATE:20{i % 26:00}{(i % 12) + 1:00}{(i % 28) + 1:00}\r\n")
                .Append("RRULE:FREQ=YEARLY\r\nSUMMARY:").Append('x', 200).Append("\r\nEND:VEVENT\r\n");
        }

        var text = file.Append("END:VCALENDAR\r\n").ToString();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = TimeProvider.System.GetTimestamp();

        var calendar = CalendarFile.Parse(text, Ics.From, Ics.To);
        var days = calendar.SpecialDaysIn("Europe/Paris");

        var kept = GC.GetTotalMemory(forceFullCollection: true);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{text.Length:N0} characters: {TimeProvider.System.GetElapsedTime(watch).TotalSeconds:N1} s, " +
            $"{(GC.GetTotalAllocatedBytes() - before) / 1e6:N0} MB allocated, {kept / 1e6:N0} MB kept in the process");
        Assert.InRange(days.Count, 1, 200);
        Assert.InRange(TimeProvider.System.GetElapsedTime(watch), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        GC.KeepAlive(calendar);
    }

    [Theory]
    [InlineData("FREQ=DAILY")]
    [LongInlineData("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")]
    [LongInlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    public void Parse_ManyRulesWithoutAnEnd_AreRefusedTogetherWhereEachAloneIsFine(string rule)
    {
        var events = string.Join(
            '|', Enumerable.Range(0, 2_000).Select(i => $"BEGIN:VEVENT|UID:{i}|DTSTART;VALUE=DATE:19700101|RRULE:{rule}|END:VEVENT"));

        Assert.Contains("recurs too often", Refuse(Ics.File(events)).Message, StringComparison.Ordinal);
        Assert.NotNull(Ics.Days(Ics.Event($"DTSTART;VALUE=DATE:19700101|RRULE:{rule}")));
    }

    [Fact]
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "The damage is the same in every run.")]
    public void Parse_RandomlyDamagedFiles_AreReadOrRefusedWithALine()
    {
        var good = Ics.Event("DTSTART;TZID=Europe/Paris:20260327T003000|DURATION:PT10M|RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101|EXDATE;TZID=Europe/Paris:20260330T003000");
        const string Characters = "\r\n :;=,0123456789ABCDEFTZ-+/\"\u0000\u00E9";
        var random = new Random(17);
        for (var round = 0; round < 3_000; round++)
        {
            var text = new StringBuilder(good);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                text[random.Next(text.Length)] = Characters[random.Next(Characters.Length)];
            }

            try
            {
                _ = Ics.Days(text.ToString());
            }
            catch (ScheduleFormatException exception)
            {
                Assert.StartsWith("The calendar is malformed at line ", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    private static ScheduleFormatException Refuse(string file) =>
        Assert.Throws<ScheduleFormatException>(() => CalendarFile.Parse(file, Ics.From, Ics.To));
}
