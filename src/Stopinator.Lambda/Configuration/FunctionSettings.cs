using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <summary>The settings of the function.</summary>
internal sealed record FunctionSettings
{
    /// <summary>The least size of an answer, in bytes: the counts, the summary and a command of a tag always fit.</summary>
    public const int LeastReportBytes = 4096;

    /// <summary>The instances that may be touched at all.</summary>
    public required InstanceSelector Scope { get; init; }

    /// <summary>The instances that are selected when an event names none; never more than the scope.</summary>
    public required InstanceSelector Selector { get; init; }

    /// <summary>The source of the accounts and regions; null for the account and region of the function alone.</summary>
    public IPowerTargetsSource? Targets { get; init; }

    /// <summary>The action when an event names none; null when every event has to name one.</summary>
    public PowerAction? Action { get; init; }

    public bool DryRun { get; init; }

    public TimeSpan MaxEventAge { get; init; } = TimeSpan.FromHours(1);

    public FailOn FailOn { get; init; }

    public int MaxInstances { get; init; } = 1000;

    public double? MaxPercent { get; init; }

    public TimeSpan? StoppedWithin { get; init; }

    public StopMode StopMode { get; init; }

    public HibernationFallback HibernationFallback { get; init; }

    /// <summary>The state or the readiness that a run waits for; null for the default of the action.</summary>
    public PowerAwait? Await { get; init; }

    /// <summary>The order of the instances; null for none.</summary>
    public PowerOrder? Order { get; init; }

    public bool WaitForTransition { get; init; }

    public ReasonCode[] Allow { get; init; } = [];

    /// <summary>The requests beyond the settings that an event may make, by the words of <see cref="EventPermission"/>.</summary>
    public string[] EventAllow { get; init; } = [];

    /// <summary>The longest grace time. The function waits for its end, and an invocation has 15 minutes.</summary>
    public static TimeSpan LongestStateChangeGrace { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The time that an instance runs before its state change can stop it.</summary>
    public TimeSpan StateChangeGrace { get; init; } = TimeSpan.FromMinutes(5);

    public string? ProtectionTag { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int MaxReportBytes { get; init; } = 200 * 1024;

    public bool Metrics { get; init; } = true;

    /// <summary>The tags that a reconcile reads, and when it acts; null when no such setting is given.</summary>
    public ScheduledPowerOptions? Schedules { get; init; }

    public FunctionLogLevel LogLevel { get; init; } = FunctionLogLevel.Information;
}

/// <summary>
/// The requests beyond the settings that an event can be permitted to make, by their words: skip rules, stop modes, limits, events of
/// other services.
/// </summary>
internal static class EventPermission
{
    public const string MaxInstances = "max-instances";
    public const string StoppedWithin = "stopped-within";
    public const string Undo = "undo";

    // The events of other services that act only when they are asked for.
    public const string Alarm = "alarm";
    public const string StateChange = "state-change";

    /// <summary>The stop modes that need a permission, because they do not let the guest shut down.</summary>
    public static Enum[] HardStopModes => [StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>All permissions.</summary>
    public static string[] All =>
    [
        .. AcceptedMembers.SkipReasons.Select(EnumText.Of), .. HardStopModes.Select(EnumText.Of), MaxInstances, StoppedWithin, Undo, Alarm,
        StateChange,
    ];
}

/// <summary>
/// Selects the runs that fail the invocation. A run that ended early for another cause than its deadline always fails it.
/// </summary>
internal enum FailOn
{
    /// <summary>Runs in which at least one instance failed.</summary>
    Any,

    /// <summary>Runs in which at least one instance failed, and no instance reached the requested state or was on its way to it.</summary>
    All,

    /// <summary>No runs.</summary>
    None,
}
