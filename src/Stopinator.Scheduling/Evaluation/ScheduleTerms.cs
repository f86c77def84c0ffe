using System.Collections.Immutable;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>The rules of a schedule that hold at all times: how it stops, what it leaves running, and for how long it lets run.</summary>
internal sealed record ScheduleTerms
{
    private const string NeverActs = "an unmanaged schedule never starts or stops, and takes no rule about that.";

    /// <summary>The shortest <c>max-runtime</c>. A shorter one would stop an instance before it has booted.</summary>
    public static readonly TimeSpan ShortestRuntime = TimeSpan.FromMinutes(5);

    /// <summary>The longest <c>max-runtime</c>.</summary>
    public static readonly TimeSpan LongestRuntime = TimeSpan.FromDays(366);

    public static ScheduleTerms None { get; } = new();

    public static string RuntimeBounds => $"whole minutes from {TermsText.Of(ShortestRuntime)} to {TermsText.Of(LongestRuntime)}";

    /// <summary>The mode of stops; null when the request decides.</summary>
    public StopMode? StopMode { get; init; }

    /// <summary>The treatment of an instance that cannot hibernate.</summary>
    public HibernationFallback HibernationFallback { get; init; }

    /// <summary>True when an instance that was launched outside of the windows is left running.</summary>
    public bool Retains { get; init; }

    /// <summary>The time after its launch at which an instance is stopped; null for any time.</summary>
    public TimeSpan? MaxRuntime { get; init; }

    /// <summary>Returns the notes for people, one sentence for each term.</summary>
    public ImmutableArray<string> Notes() =>
    [
        .. (StopMode, HibernationFallback) switch
        {
            (null, _) => Array.Empty<string>(),
            (Stopinator.StopMode.Hibernate, HibernationFallback.StopNormally) =>
                ["An instance hibernates, or stops where it was launched without hibernation."],
            (Stopinator.StopMode.Hibernate, _) => ["An instance hibernates. One that was launched without hibernation is left running."],
            (Stopinator.StopMode.SkipOsShutdown, _) => ["An instance stops without a shutdown of its operating system."],
            (Stopinator.StopMode.Force, _) => ["An instance is stopped by force."],
            _ => ["An instance is stopped normally."],
        },
        .. Retains ? ["An instance that was started outside of the windows is left running."] : Array.Empty<string>(),
        .. MaxRuntime is { } time ? [$"An instance that has run for {TermsText.Of(time)} is stopped."] : Array.Empty<string>(),
    ];

    /// <summary>Returns the term that cannot stand beside rules, and the reason; null when all can.</summary>
    public (string Term, string Problem)? ProblemWith(ScheduleRules rules) => rules switch
    {
        ConstantRules when StopMode is not null => (TermsText.WayToStop, NeverActs),
        ConstantRules when Retains => (TermsText.Retain, NeverActs),
        ConstantRules when MaxRuntime is not null => (TermsText.MaxRuntime, NeverActs),
        _ when Retains && !(rules.HasWindows && !rules.IsConstant) => (
            TermsText.Retain,
            "'retain' needs windows: it leaves what was started outside of them. Moments leave such instances by themselves."),
        _ when MaxRuntime is not null && rules.HasWindows => (
            TermsText.MaxRuntime,
            "'max-runtime' cannot stand beside windows, which would start again what it stops. It stands alone or beside moments."),
        _ => null,
    };

    /// <summary>Returns a run time that is within bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of bounds, or has seconds.</exception>
    public static TimeSpan CheckedRuntime(TimeSpan time, string name) =>
        time >= ShortestRuntime && time <= LongestRuntime && time.Ticks % TimeSpan.TicksPerMinute == 0
            ? time
            : throw new ArgumentOutOfRangeException(name, time, $"max-runtime takes {RuntimeBounds}, not {time}.");
}
