using System.Globalization;

namespace Stopinator.Scheduling.Tests.Custodian;

public sealed class CustodianOffHoursTests
{
    private static readonly CustodianOffHoursPolicy Policy = new();

    /// <summary>
    /// Values that Cloud Custodian reads in a way that was probably not meant, the position at which they are refused (null: accepted with
    /// a warning), and the expected part of the message or the warning.
    /// </summary>
    public static TheoryData<string, int?, string> Quirks { get; } = new()
    {
        // It acts on these, although they look like an exemption.
        { "off;", null, "'off;' is read as 'off'" },
        { " OFF ", null, "is read as 'off'" },
        { "false", 0, "'false' is not understood" },
        { "disabled", 0, "or 'off' to be exempt" },
        { "off tz=pt", 0, "'off' is not understood" },

        // The blank makes another word of 'on'; instances would stop and never start.
        { "off=(m-f,19); on=(m-f,7)", 13, "without blanks" },
        { "off=(m-f,19);on=(m-f,7); tz=pt", 24, "without blanks" },
        { "off=(m-f,19) tz=pt", 0, "without blanks" },

        // Only one side is named, or one side is broken.
        { "on=(m-f,9)", null, "There is no 'off='. The policy's off hour holds, as in Cloud Custodian: mon-fri 19:00." },
        { "off=(m-f,21);tz=pt", null, "There is no 'on='" },
        { "off=(m-f,99)", 9, "'99' is not an hour" },

        // What it does not know it drops from ranges.
        { "off=(m-x-f,19);on=(m-f,7)", 5, "'m-x-f' is neither a day nor a range" },
        { "off=(m--f,19);on=(m-f,7)", 5, "'m--f' is neither a day nor a range" },

        { "off=(m-f,18);off=(m-f,20);on=(m-f,7)", null, "'off' is given twice; the last one counts" },
        { "off=m-f,20;on=(m-f,7)", null, "brackets in unusual places" },
        { "off=(m-f,20;on=[m-f,7]", null, "brackets in unusual places" },
        { "off=(m-f,19);on=(m-f,7);tz=utc+3", 27, "Etc/GMT-2" },
    };

    [Theory]
    [MemberData(nameof(Quirks))]
    public void Read_OfAQuirk_IsRefusedOrWarnedOf(string value, int? refusedAt, string part)
    {
        if (refusedAt is { } position)
        {
            var error = Assert.Throws<ScheduleFormatException>(() => Policy.Read(value));
            Assert.Equal(position, error.Position);
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(part, Assert.Single(Policy.Read(value).Warnings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("on")]
    [InlineData("")]
    [InlineData("'off=(M-F,19);on=(M-F,7)'")]
    [InlineData("off=[(M-F,21),(U,18)];on=[(M-F,6),(U,10)];tz=pt")]
    [InlineData("Offhours tz=PT")]
    [InlineData("offu3d[m-f,20];on=(m,7),(w,7);;tz=Asia/Kolkata;")]
    public void Read_OfAnOrdinaryValue_HasNothingToWarnOf(string value)
    {
        var hours = Policy.Read(value);

        Assert.Equal(OffHoursStatus.Scheduled, hours.Status);
        Assert.Empty(hours.Warnings);
        Assert.Empty(hours.Schedule.Warnings);
    }

    [Fact]
    public void Read_PositionInAnEscapedValue_IsThatInTheValue()
    {
        const string Value = "\"offu3du28m-fu2c25u29\"";

        Assert.Equal(
            Value.IndexOf("25", StringComparison.Ordinal), Assert.Throws<ScheduleFormatException>(() => Policy.Read(Value)).Position);
    }

    [Fact]
    public void Read_WithoutTag_FollowsThePolicy()
    {
        Assert.Equal(OffHoursStatus.NotTagged, Policy.Read(null).Status);
        Assert.Equal(DesiredState.Unmanaged, Policy.Read(null).Schedule.DesiredStateAt(At("2024-01-17T12:00Z")).State);
        Assert.Empty(Policy.Read(null).Points(At("2024-01-01T00:00Z"), At("2024-02-01T00:00Z")));
        Assert.Equal(OffHoursStatus.Scheduled, (Policy with { OptOut = true }).Read(null).Status);
        Assert.Equal("Asia/Tokyo", (Policy with { FallbackSchedule = "off=(m,1);on=(m,6);tz=jst" }).Read(null).Schedule.TimeZone);
        Assert.Equal(OffHoursStatus.OptedOut, (Policy with { OptOut = true }).Read("Off").Status);
        Assert.Equal("Cloud Custodian: exempt, the tag says off", Policy.Read("off").Schedule.ToString());
    }

    [Fact]
    public void Schedule_ThatFollowsFromThePoints_HoldsFromEachToTheNext()
    {
        var hours = Policy.Read("off=(m-f,19);on=(m-f,7);tz=et");

        Assert.Equal(
            ["2024-01-19T07:00:00-05:00 running", "2024-01-19T19:00:00-05:00 stopped", "2024-01-22T07:00:00-05:00 running"],
            hours.Schedule.Transitions(At("2024-01-19T00:00Z"), At("2024-01-22T13:00Z")).Select(Text));
        Assert.Equal("after an off hour, mon-fri 19:00 (America/New_York)", hours.Schedule.DesiredStateAt(At("2024-01-20T12:00Z")).Why);
    }

    [Fact]
    public void Points_WhereTheStateDoesNotChange_ComeToo()
    {
        // Off every night, on only on weekdays: on Saturday night it stops what somebody has started.
        var hours = Policy.Read("off=(m-u,19);on=(m-f,7);tz=utc");

        Assert.Equal(
            ["19 stop", "20 stop", "21 stop", "22 start", "22 stop"],
            hours.Points(At("2024-01-19T07:00Z"), At("2024-01-22T19:00Z")).Select(point => $"{point.At:dd} {(point.StartsInstances ? "start" : "")}{(point.StopsInstances ? "stop" : "")}"));
        Assert.Equal(3, hours.Schedule.Transitions(At("2024-01-19T07:00Z"), At("2024-01-22T19:00Z")).Count());
    }

    [Fact]
    public void Points_InTheNightsOnWhichClocksChange_AreLeftOutOrComeTwice()
    {
        var hours = Policy.Read("off=(m-u,1);on=(m-u,2);tz=et");

        Assert.Equal(
            ["03-10T01:00:00-05:00"],
            hours.Points(At("2024-03-10T05:00Z"), At("2024-03-10T20:00Z")).Select(point => $"{point.At:MM-ddTHH:mm:sszzz}"));
        Assert.Equal(
            ["11-03T01:00:00-04:00", "11-03T01:00:00-05:00", "11-03T02:00:00-05:00"],
            hours.Points(At("2024-11-03T04:00Z"), At("2024-11-03T20:00Z")).Select(point => $"{point.At:MM-ddTHH:mm:sszzz}"));
        Assert.Throws<ArgumentException>(() => hours.Points(At("2024-11-03T04:00Z"), At("2024-11-02T04:00Z")));
    }

    [Fact]
    public void Schedule_OfAnHourThatIsBoth_ChangesNothing()
    {
        var hours = Policy.Read("off=(m-u,7);on=(m-u,7)");

        Assert.Equal(ScheduleReason.Undecided, hours.Schedule.DesiredStateAt(At("2024-01-17T12:00Z")).Reason);
        Assert.Null(hours.Schedule.NextTransition(At("2024-01-17T12:00Z")));
        Assert.True(hours.MatchesOnHour(At("2024-01-17T12:00Z")) && hours.MatchesOffHour(At("2024-01-17T12:00Z")));
    }

    [Fact]
    public void Policy_WithWrongOptions_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustodianOffHoursPolicy { OnHour = 24 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustodianOffHoursPolicy { OffHour = -1 });
        Assert.Contains(
            "Short names are",
            Assert.Throws<ArgumentException>(() => new CustodianOffHoursPolicy { DefaultTimeZone = "evt" }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new CustodianOffHoursPolicy { TagKey = null! });
    }

    private static string Text(ScheduleTransition transition) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{transition.At:yyyy-MM-ddTHH:mm:sszzz} {(transition.To == DesiredState.Running ? "running" : "stopped")}");

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
