using System.Globalization;

namespace Stopinator.Scheduling;

/// <summary>A change of the state that a schedule asks for.</summary>
/// <param name="At">
/// The instant of the change, with the offset of the schedule's time zone. The new state holds from this instant on.
/// </param>
/// <param name="From">The state that the schedule asked for until then.</param>
/// <param name="Decision">The state that the schedule asks for from then on, and why.</param>
public sealed record ScheduleTransition(DateTimeOffset At, DesiredState From, ScheduleDecision Decision)
{
    /// <summary>The state that the schedule asks for from then on.</summary>
    public DesiredState To => Decision.State;

    /// <summary>
    /// Returns the change as text, e.g. <c>2026-11-23T07:00:00+01:00 running: inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.
    /// </summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:sszzz} {Decision}");
}
