using System.Globalization;

namespace Stopinator.Scheduling;

/// <summary>A moment at which what a schedule asks for changes.</summary>
/// <param name="At">When, with the offset of the schedule's time zone at that instant. From this instant on the new state holds.</param>
/// <param name="From">What was asked for until then.</param>
/// <param name="Decision">What is asked for from then on, and why.</param>
public sealed record ScheduleTransition(DateTimeOffset At, DesiredState From, ScheduleDecision Decision)
{
    /// <summary>What is asked for from then on.</summary>
    public DesiredState To => Decision.State;

    /// <summary>E.g. <c>2026-11-23T07:00:00+01:00 running: inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:sszzz} {Decision}");
}
