namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>Many instances at once, and what their tags would do.</summary>
public sealed class FleetPreviewTests
{
    [Fact]
    public void ToString_OfAFleet_ShowsEachScheduleOnceAndEveryInstance()
    {
        var text = SomeFleet.PreviewOfAllKinds().ToString();

        Assert.Equal(2, text.Split("\nWeek of ").Length - 1);
        Assert.Contains("Instances\ni-1  web-1\ni-2  web-2\n", text, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            i-4  typo  left alone, its schedule cannot be read: There is no schedule named 'ofice-hours'. Did you mean 'office-hours'? Known are office-hours.
            i-5  other  left alone: its tags name no schedule
            3 of 5 instances on 2 schedules: stopped for 206 h of 504 h a week, 40.9 % less than always on.

            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_OfAFleet_AreThoseOfInstancesWithASchedule()
    {
        var fleet = SomeFleet.PreviewOfAllKinds();

        Assert.Equal((504, 298, 206), (fleet.AlwaysOnHours, fleet.RunningHours, fleet.StoppedHours));
        Assert.Equal(206.0 / 504, fleet.SavedShare, 9);
        Assert.Equal(5, fleet.Instances.Length);
    }

    [Fact]
    public void OfWeek_WithoutInstances_SavesNothing()
    {
        var fleet = SomeFleet.Preview();

        Assert.Equal(0, fleet.SavedShare);
        Assert.Equal("0 of 0 instances on 0 schedules: stopped for 0 h of 0 h a week, 0 % less than always on.\n", fleet.ToString());
    }

    /// <summary>The schedule tag, and the explanation on Friday night.</summary>
    public static TheoryData<string?, string> Questions { get; } = new()
    {
        { "office-hours", "stopped: outside every window (Europe/Paris); running from 2026-11-23T07:00+01:00" },
        { "mon-fri 7-19", "left alone, its schedule cannot be read: The schedule 'mon-fri 7-19' is malformed at position 8: '7-19' is not understood. Hours are written 07:00-20:00, days of the month 'day 1-7'." },
        { "mon-fri 07:00-20:00; running until 2026-11-20T22:00Z", "running: overridden: running until 2026-11-20T22:00Z; stopped from 2026-11-20T23:00+01:00" },
        { "off", "stopped: the schedule is off; that does not change any more" },
        { "unmanaged", "unmanaged: the schedule leaves it alone; that does not change any more" },
        { null, "left alone: its tags name no schedule" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void WhatIf_OfTags_ExplainsTheDecision(string? schedule, string explanation)
    {
        var answer = InstancePreview.WhatIf(SomeFleet.Instance("what-if", schedule), SomeFleet.Read, SomeFleet.FridayNight);

        Assert.Equal(explanation, answer.Explanation);
        Assert.Equal($"what-if {explanation}", answer.ToString());
    }

    [Fact]
    public void WhatIf_WithAReaderThatFails_Throws() => Assert.Throws<InvalidOperationException>(() =>
        InstancePreview.WhatIf(SomeFleet.Instance("i-1", "off"), _ => throw new InvalidOperationException("broken"), SomeFleet.FridayNight));

    [Fact]
    public void ToString_OfHostileTags_KeepsToItsLines()
    {
        var text = SomeFleet.Preview(SomeFleet.Instance("i-1", "off", "evil\u001b[2J\r\nline\u202Eback")).ToString();

        Assert.Contains("\ni-1  evil\uFFFD[2J\uFFFD\uFFFDline\uFFFDback\n", text, StringComparison.Ordinal);
    }
}
