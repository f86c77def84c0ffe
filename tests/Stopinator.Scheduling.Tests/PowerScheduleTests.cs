using System.Globalization;

namespace Stopinator.Scheduling.Tests;

public sealed class PowerScheduleTests
{
    private static readonly PowerSchedule Office = PowerSchedule.Parse(
        "mon-fri 07:00-20:00; sat 22:00-06:00; dec25 off; 2026-12-24 08:00-12:00 Europe/Paris");

    /// <summary>An instant, and what holds then: the state, the reason, the part that decides and what is said.</summary>
    public static TheoryData<string, string, DesiredState, ScheduleReason, string?, string> Decisions { get; } = new()
    {
        { Office.ToString(), "2026-11-20T19:59:59+01:00", DesiredState.Running, ScheduleReason.Window, "mon-fri 07:00-20:00", "inside the window mon-fri 07:00-20:00 (Europe/Paris)" },
        { Office.ToString(), "2026-11-20T20:00+01:00", DesiredState.Stopped, ScheduleReason.OutsideWindows, null, "outside every window (Europe/Paris)" },
        { Office.ToString(), "2026-11-22T05:59+01:00", DesiredState.Running, ScheduleReason.Window, "sat 22:00-06:00", "inside the window sat 22:00-06:00 (Europe/Paris)" },
        { Office.ToString(), "2026-12-25T12:00+01:00", DesiredState.Stopped, ScheduleReason.SpecialDay, "dec25 off", "closed by the special day dec25 off (Europe/Paris)" },
        { Office.ToString(), "2026-12-25T21:00+01:00", DesiredState.Stopped, ScheduleReason.OutsideWindows, null, "outside every window (Europe/Paris)" },
        { Office.ToString(), "2026-12-24T09:00+01:00", DesiredState.Running, ScheduleReason.SpecialDay, "2026-12-24 08:00-12:00", "open by the special day 2026-12-24 08:00-12:00 (Europe/Paris)" },
        { Office.ToString(), "2026-12-24T13:00+01:00", DesiredState.Stopped, ScheduleReason.OutsideWindows, null, "outside every window (Europe/Paris)" },
        { "24x7", "2026-12-24T13:00Z", DesiredState.Running, ScheduleReason.Always, "24x7", "the schedule is always on" },
        { "off", "2026-12-24T13:00Z", DesiredState.Stopped, ScheduleReason.Always, null, "the schedule is off" },
        { "unmanaged", "2026-12-24T13:00Z", DesiredState.Unmanaged, ScheduleReason.Always, "unmanaged", "the schedule leaves it alone" },
        { "off; running until 2026-11-21T22:00Z", "2026-11-21T21:59Z", DesiredState.Running, ScheduleReason.Override, "running until 2026-11-21T22:00Z", "overridden: running until 2026-11-21T22:00Z" },
        { "off; running until 2026-11-21T22:00Z", "2026-11-21T22:00Z", DesiredState.Stopped, ScheduleReason.Always, null, "the schedule is off" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void DesiredStateAt_Instant_SaysWhatAndWhy(
        string text, string instant, DesiredState state, ScheduleReason reason, string? source, string why)
    {
        var decision = PowerSchedule.Parse(text).DesiredStateAt(At(instant));

        Assert.Equal((state, reason, source, why), (decision.State, decision.Reason, decision.Source, decision.Why));
        Assert.EndsWith($": {why}", decision.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DesiredStateAt_OverlappingWindows_NamesTheOneThatBeganLast()
    {
        var schedule = PowerSchedule.Parse("07:00-20:00; 12:00-13:00 UTC");

        Assert.Equal("07:00-20:00", schedule.DesiredStateAt(At("2026-01-01T11:59Z")).Source);
        Assert.Equal("12:00-13:00", schedule.DesiredStateAt(At("2026-01-01T12:30Z")).Source);
        Assert.Equal("07:00-20:00", schedule.DesiredStateAt(At("2026-01-01T13:00Z")).Source);
        Assert.Equal(2, schedule.Transitions(At("2026-01-01T00:00Z"), At("2026-01-02T00:00Z")).Count());
    }

    [Theory]
    [InlineData("jan day 1 08:00-18:00 UTC", "2027-01-01T08:00Z")]
    [InlineData("24x7; jan1 off UTC", "2027-01-01T00:00Z")]
    [InlineData("dec day 31 08:00-18:00 UTC", "2026-12-31T08:00Z")]
    [InlineData("feb day 29 mon 08:00-18:00 UTC", "2044-02-29T08:00Z")]
    public void NextTransition_MonthsOrYearsAway_IsFound(string text, string expected) =>
        Assert.Equal(At(expected), PowerSchedule.Parse(text).NextTransition(At("2026-06-01T00:00Z"))!.At);

    [Fact]
    public void DesiredState_AtTheEndsOfTime_IsThatOfTheDaysNextToThem()
    {
        var office = PowerSchedule.Parse("mon-fri 07:00-20:00 Pacific/Kiritimati");

        Assert.Equal(DesiredState.Running, office.DesiredStateAt(DateTimeOffset.MaxValue).State);
        Assert.Equal(DesiredState.Running, office.DesiredStateAt(DateTimeOffset.MinValue).State);
        Assert.Empty(office.Transitions(DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue));
    }

    [Fact]
    public void SpecialDays_ThatFitTheSameDate_GoInTheOrderTold()
    {
        // Dated before yearly, shorter before longer, later before earlier.
        Assert.Equal("2026-12-20/2026-12-31 on", Deciding("24x7; dec25 off; 2026-12-20/2026-12-31 on UTC"));
        Assert.Equal("2026-12-25 on", Deciding("24x7; 2026-12-25 on; 2026-12-20/2026-12-31 off UTC"));
        Assert.Equal("dec25 on", Deciding("24x7; dec25 on; dec20-jan2 off UTC"));
        Assert.Equal("2026-12-25/2026-12-26 on", Deciding("24x7; 2026-12-24/2026-12-25 off; 2026-12-25/2026-12-26 on UTC"));

        static string? Deciding(string text) => PowerSchedule.Parse(text).DesiredStateAt(At("2026-12-25T12:00Z")).Source;
    }

    [Fact]
    public void Transitions_OfIntervalsThatFollowOneAnother_ComeOnce()
    {
        var morning = At("2026-11-23T07:00+01:00");

        Assert.Empty(Office.Transitions(At("2026-11-23T06:00Z"), At("2026-11-23T06:00Z")));
        Assert.Single(Office.Transitions(morning.AddMinutes(-5), morning));
        Assert.Empty(Office.Transitions(morning, morning.AddMinutes(5)));
        Assert.Throws<ArgumentException>(() => Office.Transitions(morning, morning.AddTicks(-1)));
        Assert.Equal(morning, Office.NextTransition(morning.AddTicks(-1))!.At);
        Assert.Equal(At("2026-11-23T20:00+01:00"), Office.NextTransition(morning)!.At);
    }

    [Fact]
    public void Transition_ToText_TellsTheLocalTimeTheStateAndWhy()
    {
        var transition = Office.NextTransition(At("2026-11-22T12:00Z"))!;

        Assert.Equal("2026-11-23T07:00:00+01:00 running: inside the window mon-fri 07:00-20:00 (Europe/Paris)", transition.ToString());
        Assert.Equal((DesiredState.Stopped, DesiredState.Running), (transition.From, transition.To));
    }

    [Fact]
    public void NextTransition_WithinFortyYears_IsFound()
    {
        // 29 February 2072 is the Monday after that of 2044; after 2072 comes 2112, since 2100 is no leap year.
        var schedule = PowerSchedule.Parse("feb day 29 mon UTC");

        Assert.Equal(At("2044-02-29T00:00Z"), schedule.NextTransition(At("2026-01-01T00:00Z"))!.At);
        Assert.Equal(At("2112-02-29T00:00Z"), schedule.NextTransition(At("2072-03-01T00:00Z"))!.At);
        Assert.Equal(At("2900-01-01T00:00Z"), PowerSchedule.Parse("off; 2900-01-01 on UTC").NextTransition(At("2026-01-01T00:00Z"))!.At);
        Assert.Equal(
            At("2800-01-01T00:00Z"),
            PowerSchedule.Parse("off; running until 2800-01-01T00:00Z").NextTransition(At("2026-01-01T00:00Z"))!.At);
    }

    [Theory]
    [InlineData("24x7")]
    [InlineData("off")]
    [InlineData("unmanaged")]
    [InlineData("feb day 30 UTC")]
    [InlineData("feb day 31W Europe/Paris")]
    [InlineData("off; 2020-01-01 on UTC")]
    [InlineData("24x7; dec25 on UTC")]
    [InlineData("24x7; running until 2026-11-21T22:00Z")]
    public void NextTransition_OfWhatNeverChanges_IsNone(string text)
    {
        var schedule = PowerSchedule.Parse(text);

        Assert.Null(schedule.NextTransition(At("2026-01-01T00:00Z")));
        Assert.Null(schedule.NextTransition(At("2027-01-01T00:00Z")));
    }

    [Fact]
    public void NextTransition_AskedForLaterFirst_IsStillFound()
    {
        var schedule = PowerSchedule.Parse("off; 2026-06-01 on UTC");

        Assert.Null(schedule.NextTransition(At("2027-01-01T00:00Z")));
        Assert.Equal(At("2026-06-01T00:00Z"), schedule.NextTransition(At("2026-01-01T00:00Z"))!.At);
    }

    [Theory]
    [InlineData("mon-fri 22:00-06:00; dec25 off; 9999-12-30/9999-12-31 on Pacific/Kiritimati")]
    [InlineData("mon-fri 22:00-06:00; 0001-01-01/0001-01-31 on Pacific/Niue")]
    [InlineData("unmanaged; running until 9999-12-31T23:59:59.9999999Z")]
    public void Schedule_AtTheEndsOfTime_StillAnswers(string text)
    {
        var schedule = PowerSchedule.Parse(text);

        foreach (var instant in new[] { DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(5), DateTimeOffset.MaxValue.AddDays(-5), DateTimeOffset.MaxValue })
        {
            Assert.NotEmpty(schedule.DesiredStateAt(instant).Why);
            _ = schedule.NextTransition(instant);
        }

        Assert.Null(schedule.NextTransition(DateTimeOffset.MaxValue));
        Assert.NotNull(schedule.Transitions(DateTimeOffset.MaxValue.AddDays(-40), DateTimeOffset.MaxValue).ToList());
    }

    [Fact]
    public void WithOverride_ReplacesTheOverrideAndNothingElse()
    {
        var until = At("2026-11-21T23:00+01:00");
        var overridden = Office.WithOverride(new(DesiredState.Unmanaged, until));

        Assert.Equal(DesiredState.Unmanaged, overridden.DesiredStateAt(until.AddTicks(-1)).State);
        Assert.Equal(Office.DesiredStateAt(until), overridden.DesiredStateAt(until));
        Assert.Equal(until, overridden.NextTransition(At("2026-11-20T00:00Z"))!.At);
        Assert.Equal(Office.ToString(), overridden.WithOverride(null).ToString());
        Assert.Equal(overridden.ToString(), PowerSchedule.Parse(overridden.ToString()).ToString());
        Assert.Same(Office, Office.WithOverride(null));
    }

    [Fact]
    public void Schedule_BuiltInCode_IsTheOneItsTextSays()
    {
        var schedule = new PowerSchedule(
            "europe/paris",
            [new ScheduleWindow(ScheduleDays.Of(DayOfWeek.Monday, DayOfWeek.Friday), new ScheduleHours(new(7, 0), new(20, 0))), new ScheduleWindow(ScheduleDays.Parse("sun"))],
            [SpecialDay.Closed(ScheduleDates.YearlyBetween(12, 24, 1, 2)), SpecialDay.Open(ScheduleDates.On(new(2026, 12, 24)), new ScheduleHours(new(8, 0), TimeOnly.MinValue))],
            new(DesiredState.Stopped, At("2026-11-21T22:00Z")));

        Assert.Equal(
            "mon,fri 07:00-20:00; sun; dec24-jan2 off; 2026-12-24 08:00-24:00; stopped until 2026-11-21T22:00Z Europe/Paris",
            schedule.ToString());
        Assert.Equal(("Europe/Paris", 2, 2), (schedule.TimeZone, schedule.Windows.Length, schedule.SpecialDays.Length));
        Assert.Equal(
            ("24x7", "off", "unmanaged"),
            (PowerSchedule.AlwaysRunning.ToString(), PowerSchedule.AlwaysStopped.ToString(), PowerSchedule.Unmanaged.ToString()));
    }

    [Fact]
    public void Schedule_OfWrongParts_IsRefusedWithTheRule()
    {
        Assert.Contains(
            "Did you mean 'Europe/Paris'?",
            Assert.Throws<ArgumentException>(() => new PowerSchedule("Europe/Parsi", [])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "begin and end at 07:00",
            Assert.Throws<ArgumentException>(() => new ScheduleHours(new(7, 0), new(7, 0))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "whole minutes",
            Assert.Throws<ArgumentException>(() => new ScheduleHours(new(7, 0, 1), new(8, 0))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "before the first",
            Assert.Throws<ArgumentException>(() => ScheduleDates.Between(new(2026, 1, 2), new(2026, 1, 1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduleDates.Yearly(2, 30));
        Assert.Throws<ArgumentException>(() => ScheduleDays.Of());
        Assert.Throws<ArgumentException>(() => new PowerSchedule("UTC", [], [SpecialDay.Parse("dec25 off"), SpecialDay.Parse("dec25 on")]));
    }

    [Fact]
    public void DesiredStateAt_OfAMonthThatIsKnown_AllocatesNothing()
    {
        var start = At("2026-11-02T00:00Z");
        _ = Office.DesiredStateAt(start);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            _ = Office.DesiredStateAt(start.AddMinutes(i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void DesiredStateAt_FromSeveralThreads_IsThatFromOne()
    {
        var start = At("2020-01-01T00:00Z");
        var expected = Enumerable.Range(0, 2000).Select(i => Office.DesiredStateAt(start.AddHours(31 * i)).State).ToList();
        var shared = PowerSchedule.Parse(Office.ToString());

        // More years than are kept, so that threads replace one another's months.
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < expected.Count; i++)
            {
                var at = (i + (thread * 251)) % expected.Count;
                Assert.Equal(expected[at], shared.DesiredStateAt(start.AddHours(31 * at)).State);
            }
        });
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
