namespace Stopinator.Scheduling;

/// <summary>The state that a schedule asks of an instance, and why.</summary>
public sealed record ScheduleDecision
{
    internal ScheduleDecision(DesiredState state, ScheduleReason reason, string why, string? source = null)
    {
        State = state;
        Reason = reason;
        Why = why;
        Source = source;
    }

    /// <summary>The state that the schedule asks for.</summary>
    public DesiredState State { get; }

    /// <summary>The part of the schedule that decides.</summary>
    public ScheduleReason Reason { get; }

    /// <summary>The reason, for people, e.g. <c>inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.</summary>
    public string Why { get; }

    /// <summary>The window, special day, override, period or point that decides, as written; null when no single part decides.</summary>
    public string? Source { get; }

    /// <summary>Returns the state and the reason, e.g. <c>running: inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.</summary>
    public override string ToString() => $"{Text.StateText.Of(State)}: {Why}";
}
