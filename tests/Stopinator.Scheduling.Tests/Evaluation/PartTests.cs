namespace Stopinator.Scheduling.Tests.Evaluation;

/// <summary>Schedules of parts: an instance runs when any part lets it run.</summary>
public sealed class PartTests
{
    // 2026-12-25 is a Friday.
    private static readonly DateTimeOffset Christmas = new(2026, 12, 25, 0, 0, 0, TimeSpan.Zero);

    private static readonly PowerSchedule Both = PowerSchedule.AnyOf(
        PowerSchedule.Parse("mon-fri 08:00-18:00; dec25 off UTC"), PowerSchedule.Parse("fri 20:00-22:00; jun1 off UTC"));

    [Fact]
    public void DesiredState_OnASpecialDayOfOnePart_IsThatOfTheOtherWhereItRuns()
    {
        Assert.Equal((DesiredState.Running, "fri 20:00-22:00"), At(21));
        Assert.Equal((DesiredState.Stopped, "dec25 off"), At(12));
        Assert.Equal((DesiredState.Running, "mon-fri 08:00-18:00"), At(-24 + 12));
        Assert.Equal(DesiredState.Stopped, At(-24 + 19).State);

        static (DesiredState State, string? Source) At(int hours)
        {
            var decision = Both.DesiredStateAt(Christmas.AddHours(hours));
            return (decision.State, decision.Source);
        }
    }

    [Fact]
    public void Transitions_OfBothParts_AreThoseOfTheWhole() => Assert.Equal(
        ["23 08", "23 18", "24 08", "24 18", "25 20", "25 22", "28 08"],
        Both.Transitions(Christmas.AddDays(-2), Christmas.AddDays(3).AddHours(9)).Select(change => $"{change.At:dd HH}"));

    [Fact]
    public void NextTransition_OfYearsAfterTheLast_IsFound()
    {
        var leap = PowerSchedule.AnyOf(
            PowerSchedule.Parse("feb day 29 08:00-18:00 UTC"), PowerSchedule.Parse("feb day 29 20:00-22:00 UTC"));

        Assert.Equal(new DateTimeOffset(2028, 2, 29, 8, 0, 0, TimeSpan.Zero), leap.NextTransition(Christmas)!.At);
    }

    [Fact]
    public void WithRetain_OfPartsWithWindows_IsTaken() => Assert.True(Both.WithRetain().Retains);
}
