using System.Globalization;

namespace Stopinator.Scheduling.Tests.InstanceScheduler;

public sealed class InstanceSchedulerNotationTests
{
    /// <summary>A field and its expressions that are refused, where in the string, and what the message has to say.</summary>
    public static TheoryData<string, string, int, string> Mistakes { get; } = new()
    {
        { "weekdays", "mon,,fri", 4, "an expression is missing" },
        { "weekdays", "mon-fri/0", 8, "a step is 1 or more" },
        { "weekdays", "mon/x", 0, "a step is written" },
        { "weekdays", "*/2", 0, "0/2" },
        { "weekdays", "mon-L", 4, "'l' is not a day of the week" },
        { "weekdays", "7", 0, "those are 0 to 6" },
        { "weekdays", "monn", 0, "Did you mean 'mon'?" },
        { "weekdays", "mon#6", 4, "1 to 5" },
        { "monthdays", "20-10", 0, "Write 20-L,1-10" },
        { "monthdays", "L-3", 0, "'L' is not a day of the month" },
        { "monthdays", "32W", 0, "those are 1 to 31" },
        { "monthdays", "99999999999999999999", 0, "those are 1 to 31" },
        { "months", "L", 0, "the last one is 12" },
        { "months", " jan , febr", 7, "'febr' is not a month" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Expression_IsRefusedWithPathPositionAndWayOut(string field, string expression, int position, string part)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => Parse($$"""{"name":"p","{{field}}":["1","{{expression}}"]}"""));

        Assert.Equal(($"$.periods[0].{field}[1]", position), (error.Path, error.Position));
        Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"periods":[]}""", "$", "neither a period nor an override_status")]
    [InlineData("""{"periods":["office"]}""", "$.periods[0]", "no period 'office'")]
    [InlineData("""{"override_status":"on"}""", "$.override_status", "running and stopped")]
    [InlineData("""{"timezone":"Mars/Base","override_status":"running"}""", "$.timezone", "IANA")]
    [InlineData("""{"period":[]}""", "$.period", "Did you mean 'periods'?")]
    [InlineData("""{"periods":[{"name":"p","begin":"07:00"}]}""", "$.periods[0].begin", "begintime")]
    [InlineData("""{"periods":[{"name":"p","begintime":7}]}""", "$.periods[0].begintime", "a string is expected")]
    [InlineData("""{"periods":[{"name":"p","begintime":""}]}""", "$.periods[0].begintime", "Leave the field out")]
    [InlineData("""{"periods":[{"name":"p","begintime":"20:00","endtime":"06:00"}]}""", "$.periods[0].begintime", "22:00-06:00")]
    [InlineData("""{"periods":[{}]}""", "$.periods[0]", "the period 'period-0001' has no condition")]
    public void Parse_Schedule_IsRefusedWithPathAndWayOut(string json, string path, string part)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerNotation.Parse(json));

        Assert.Equal(path, error.Path);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Values that Instance Scheduler reads wrongly, or on which it hangs or fails.</summary>
    [Theory]
    [InlineData("1/12", "1,13,25")]
    [InlineData("1/10", "1,11,21,31")]
    [InlineData("1-20/15", "1,16")]
    [InlineData("31W", "31")] // In January 2025 a Friday; in February there is none.
    [InlineData("2/99999999999", "2")]
    public void Monthdays_OfSeveralDigits_AreReadAsWritten(string expression, string days)
    {
        var schedule = Parse($$"""{"name":"p","monthdays":"{{expression}}"}""");

        var running = Enumerable.Range(0, 31).Where(day => schedule.DesiredStateAt(At("2025-01-01T12:00Z").AddDays(day)).State == DesiredState.Running).Select(day => day + 1);
        Assert.Equal(days, string.Join(',', running));
        Assert.Equal(expression != "31W", schedule.Transitions(At("2025-02-02T00:00Z"), At("2025-02-28T00:00Z")).Any(transition => transition.To == DesiredState.Running) || days == "2");
    }

    [Fact]
    public void DesiredStateAt_Periods_SaysWhatAndWhy()
    {
        var schedule = InstanceSchedulerNotation.Parse("""
            {"name":"s","timezone":"Asia/Tokyo","periods":[
              {"name":"a","begintime":"05:00","endtime":"10:00","weekdays":"mon-fri"},
              {"name":"b","begintime":"10:01","endtime":"15:00"},
              {"name":"c","begintime":"23:00","weekdays":"sun"}]}
            """);

        AssertDecision(
            "2024-05-15T09:00+09:00",
            DesiredState.Running,
            ScheduleReason.Window,
            "a",
            "inside the period a (mon-fri 05:00-10:00) (Asia/Tokyo)");
        AssertDecision(
            "2024-05-15T10:00:30+09:00",
            DesiredState.Running,
            ScheduleReason.Window,
            "b",
            "in the minute before the period b (10:01-15:00) (Asia/Tokyo)");
        AssertDecision(
            "2024-05-15T15:00+09:00", DesiredState.Stopped, ScheduleReason.OutsideWindows, null, "outside every period (Asia/Tokyo)");
        AssertDecision(
            "2024-05-19T20:00+09:00",
            DesiredState.Unmanaged,
            ScheduleReason.Undecided,
            "c",
            "the period c (sun 23:00-) has no end, and asks for nothing now (Asia/Tokyo)");
        Assert.Equal("Instance Scheduler s: a (mon-fri 05:00-10:00), b (10:01-15:00), c (sun 23:00-) (Asia/Tokyo)", schedule.ToString());
        Assert.Contains(
            "the period c (sun 23:00-) has no end and stands beside others",
            Assert.Single(schedule.Warnings),
            StringComparison.OrdinalIgnoreCase);
        Assert.Empty(schedule.Windows);

        void AssertDecision(string instant, DesiredState state, ScheduleReason reason, string? source, string why)
        {
            var decision = schedule.DesiredStateAt(At(instant));
            Assert.Equal((state, reason, source, why), (decision.State, decision.Reason, decision.Source, decision.Why));
        }
    }

    [Fact]
    public void DesiredStateAt_OverrideStatus_GoesBeforePeriods()
    {
        var schedule = InstanceSchedulerNotation.Parse(
            """{"periods":[{"name":"p","begintime":"07:00","endtime":"20:00"}],"override_status":"STOPPED"}""");

        Assert.Equal(
            (DesiredState.Stopped, ScheduleReason.Override),
            (schedule.DesiredStateAt(At("2024-05-15T12:00Z")).State, schedule.DesiredStateAt(At("2024-05-15T12:00Z")).Reason));
        Assert.Null(schedule.NextTransition(At("2024-05-15T12:00Z")));
        Assert.Equal(
            DesiredState.Running,
            schedule.WithOverride(new(DesiredState.Running, At("2024-05-16T00:00Z"))).DesiredStateAt(At("2024-05-15T12:00Z")).State);
    }

    [Theory]
    [InlineData("""{"periods":[{"name":"p","begintime":"00:00","endtime":"23:59"}]}""", "last minute of the day")]
    [InlineData("""{"periods":[{"name":"p","begintime":"09:00","endtime":"09:00"}]}""", "never runs")]
    [InlineData("""{"override_status":"running","enforced":true}""", "'enforced' tells how Instance Scheduler acts")]
    [InlineData("""{"periods":[{"name":"p","begintime":"09:00","endtime":"17:00"}],"retain_running":true}""", "'retain_running' is read as retain, which goes by the launch time")]
    [InlineData("""{"override_status":"running","ssm_maintenance_window":["w"]}""", "maintenance windows are kept by another service")]
    public void Warnings_OfWhatIsHardlyMeant_AreGiven(string json, string part) =>
        Assert.Contains(part, Assert.Single(InstanceSchedulerNotation.Parse(json).Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"hibernate\":true", "; hibernate else stop")]
    [InlineData("\"hibernate\":true,\"retain_running\":\"True\"", "; hibernate else stop; retain")]
    [InlineData("\"hibernate\":false,\"retain_running\":\"False\"", "")]
    public void Parse_HibernateAndRetainRunning_AreTheTermsOfOurs(string fields, string terms)
    {
        var schedule = InstanceSchedulerNotation.Parse($$"""{"periods":[{"name":"p","begintime":"09:00","endtime":"17:00"}],{{fields}}}""");

        Assert.EndsWith($"(UTC){terms}", schedule.ToString(), StringComparison.Ordinal);
        Assert.Equal(terms.Length == 0, schedule.Notes.IsEmpty);
    }

    [Fact]
    public void ParseCatalog_SchedulesAndTheirPeriods_AreFoundByName()
    {
        var catalog = InstanceSchedulerNotation.ParseCatalog(
            """
            {
              "periods": [ { "type": "period", "name": "office", "description": "", "begintime": "09:00", "endtime": "17:00", "weekdays": ["mon-fri"] } ],
              "schedules": [
                { "type": "schedule", "name": "uk-office-hours", "timezone": "Europe/London", "periods": ["office"], "enforced": false },
                { "name": "big", "periods": ["office@m5.4xlarge"] }
              ]
            }
            """,
            "Asia/Tokyo");

        Assert.Equal("Europe/London", catalog.Resolve("uk-office-hours").TimeZone);
        Assert.Empty(catalog.Resolve("uk-office-hours").Warnings);
        Assert.Equal("Asia/Tokyo", catalog.Resolve("big").TimeZone);
        Assert.Contains("instance type", Assert.Single(catalog.Resolve("big").Warnings), StringComparison.Ordinal);

        // Names are those of that tool: case counts, and nothing but a name is taken.
        Assert.Throws<UnknownScheduleException>(() => catalog.Resolve("UK-office-hours"));
        Assert.Throws<UnknownScheduleException>(() => catalog.Resolve("24x7"));
    }

    [Fact]
    public void ParseCatalog_Mistakes_AreToldWithThePath()
    {
        AssertPath("""{"schedules":[{"periods":[]}]}""", "$.schedules[0]");
        AssertPath(
            """{"schedules":[{"name":"s","periods":["ofice"]}],"periods":[{"name":"office","weekdays":"1"}]}""",
            "$.schedules[0].periods[0]");
        AssertPath("""{"periods":[{"weekdays":"1"}]}""", "$.periods[0]");
        AssertPath("""{"periods":[{"name":"p","weekdays":"1"},{"name":"p","weekdays":"1"}]}""", "$.periods[1]");
        AssertPath(
            """{"schedules":[{"name":"s","override_status":"running"},{"name":"s","override_status":"running"}]}""", "$.schedules[1]");

        static void AssertPath(string json, string path) =>
            Assert.Equal(path, Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerNotation.ParseCatalog(json)).Path);
    }

    private static PowerSchedule Parse(string period) => InstanceSchedulerNotation.Parse($$"""{"periods":[{{period}}]}""");

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
