namespace Stopinator.Scheduling.Tests.Evaluation;

/// <summary>The terms of a schedule: their notes for people, and their bounds.</summary>
public sealed class TermTests
{
    private static readonly PowerSchedule Office = PowerSchedule.Parse("mon-fri 07:00-20:00 UTC");

    [Theory]
    [InlineData(StopMode.Force, HibernationFallback.Skip, "An instance is stopped by force.")]
    [InlineData(StopMode.SkipOsShutdown, HibernationFallback.Skip, "An instance stops without a shutdown of its operating system.")]
    [InlineData(
        StopMode.Hibernate, HibernationFallback.Skip,
        "An instance hibernates. One that was launched without hibernation is left running.")]
    [InlineData(
        StopMode.Hibernate, HibernationFallback.StopNormally,
        "An instance hibernates, or stops where it was launched without hibernation.")]
    public void Notes_OfAStopMode_SayWhatAStopDoes(StopMode mode, HibernationFallback fallback, string note) =>
        Assert.Equal([note], Office.WithStopMode(mode, fallback).Notes);

    [Fact]
    public void Notes_OfTheOtherTerms_SayWhatTheyDo()
    {
        Assert.Empty(Office.Notes);
        Assert.Equal(["An instance that was started outside of the windows is left running."], Office.WithRetain().Notes);
        Assert.Equal(["An instance that has run for 8h is stopped."], PowerSchedule.OfMaxRuntime(TimeSpan.FromHours(8)).Notes);
    }

    [Theory]
    [InlineData("24x7; max-runtime 8h", "'max-runtime' cannot stand beside windows")]
    [InlineData("24x7; retain", "'retain' needs windows")]
    [InlineData("unmanaged; max-runtime 8h", "an unmanaged schedule never starts or stops, and takes no rule about that.")]
    [InlineData("unmanaged; retain", "an unmanaged schedule never starts or stops, and takes no rule about that.")]
    [InlineData("unmanaged; force", "an unmanaged schedule never starts or stops, and takes no rule about that.")]
    public void Parse_TermThatDoesNotGoWithTheRules_IsRefusedWithTheReason(string text, string reason) => Assert.Contains(
        reason, Assert.Throws<ScheduleFormatException>(() => PowerSchedule.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(5)]
    [InlineData(366 * 24 * 60)]
    public void MaxRuntime_OfABound_IsTaken(int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PowerSchedule.OfMaxRuntime(TimeSpan.FromMinutes(minutes)).MaxRuntime);
}
