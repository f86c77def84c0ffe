using System.Globalization;
using System.Runtime.InteropServices;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>An instant at which a schedule of moments asks for a start or a stop.</summary>
/// <param name="At">The instant, with the offset of the schedule's time zone.</param>
/// <param name="State"><see cref="DesiredState.Running"/> for a start, <see cref="DesiredState.Stopped"/> for a stop.</param>
/// <param name="Source">The piece of the schedule that asks, as written, e.g. <c>mon-fri stop 22:00</c>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScheduleMoment(DateTimeOffset At, DesiredState State, string Source)
{
    /// <summary>Returns the moment as text, e.g. <c>2026-11-23T22:00:00+01:00 stop: mon-fri stop 22:00</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:sszzz} {MomentText.Of(State)}: {Source}");
}
