namespace Stopinator.Scheduling;

/// <summary>What an instance should be, and why.</summary>
public sealed record ScheduleDecision
{
    internal ScheduleDecision(DesiredState state, ScheduleReason reason, string why, string? source = null)
    {
        State = state;
        Reason = reason;
        Why = why;
        Source = source;
    }

    /// <summary>What it should be.</summary>
    public DesiredState State { get; }

    /// <summary>Which part of the schedule decides.</summary>
    public ScheduleReason Reason { get; }

    /// <summary>Why, for people, e.g. <c>inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.</summary>
    public string Why { get; }

    /// <summary>The window, special day, override, period or point that decides, as it is written; null when none does.</summary>
    public string? Source { get; }

    /// <summary>State and reason, e.g. <c>running: inside the window mon-fri 07:00-20:00 (Europe/Paris)</c>.</summary>
    public override string ToString() => $"{Text.StateText.Of(State)}: {Why}";
}
