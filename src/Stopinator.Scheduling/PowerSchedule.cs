using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NodaTime;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// A schedule gives the wanted state of an instance at an instant, the reason, and the next change. A schedule is an immutable value that
/// does no I/O. It consists of windows or moments in a time zone, special days, and an override that expires. It may also have a way to
/// stop, a rule for instances that people started, and a maximum run time.
/// </summary>
/// <remarks>
/// Of each <see cref="DateTimeOffset"/> only the instant counts, not the offset. Days and hours are those of <see cref="TimeZone"/>, from
/// the IANA data that NodaTime contains. In the repeated hour of an autumn night, a begin counts at the first pass and an end at the
/// second. In the gap of a spring night, both count at the instant after the gap.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed partial class PowerSchedule
{
    private readonly ScheduleRules _rules;
    private readonly ScheduleTerms _terms;
    private readonly MomentTimeline[] _moments;
    private readonly Timeline _timeline;
    private readonly string _text;

    // Computed on first use.
    private ImmutableArray<string> _warnings;

    /// <summary>Creates a schedule of windows.</summary>
    /// <param name="timeZone">The IANA name of the time zone, e.g. <c>Europe/Paris</c>, in any case.</param>
    /// <param name="windows">
    /// The hours in which to run, up to 256 windows. Outside of the windows the instance is stopped. No windows is <c>off</c>.
    /// </param>
    /// <param name="specialDays">The dates with other hours or no hours, up to 1,024. Default: none.</param>
    /// <param name="overriding">The override that holds until an instant, whatever the windows say. Default: none.</param>
    /// <exception cref="ArgumentException">
    /// The zone is unknown, there are too many windows or special days, or two special days have the same dates.
    /// </exception>
    public PowerSchedule(
        string timeZone,
        IEnumerable<ScheduleWindow> windows,
        IEnumerable<SpecialDay>? specialDays = null,
        ScheduleOverride? overriding = null)
        : this(
            RulesOf(TimeZones.Get(timeZone), [.. windows ?? throw new ArgumentNullException(nameof(windows))], [.. specialDays ?? []]),
            overriding)
    {
    }

    internal PowerSchedule(
        ScheduleRules rules,
        ScheduleOverride? overriding,
        string? text = null,
        ImmutableArray<string> warnings = default,
        ScheduleTerms? terms = null)
    {
        _rules = rules;
        _terms = terms ?? ScheduleTerms.None;
        _timeline = new Timeline(rules, overriding);
        _moments = [.. rules.Parts.OfType<MomentRules>().Where(part => part.NeedsZone).Select(part => new MomentTimeline(part))];
        Override = overriding;
        Notation = text;
        _warnings = warnings;
        _text = text is null
            ? ScheduleText.Of(rules, _terms, overriding)
            : string.Join("; ", [text, .. ScheduleText.Suffixes(_terms, overriding)]);
    }

    /// <summary>The schedule that always asks to run: <c>24x7</c>.</summary>
    public static PowerSchedule AlwaysRunning { get; } = new(ScheduleText.DefaultZone, [new ScheduleWindow(ScheduleDays.Every)]);

    /// <summary>The schedule that always asks to be stopped: <c>off</c>.</summary>
    public static PowerSchedule AlwaysStopped { get; } = new(ScheduleText.DefaultZone, []);

    /// <summary>The schedule that leaves the instance alone: <c>unmanaged</c>.</summary>
    public static PowerSchedule Unmanaged { get; } = new(UnmanagedRules(DateTimeZone.Utc), overriding: null);

    /// <summary>The IANA name of the time zone; of several parts, that of the first.</summary>
    public string TimeZone => _rules.Zone.Id;

    internal DateTimeZone Zone => _rules.Zone;

    /// <summary>The windows in which to run; empty for several <see cref="Parts"/> and in the notation of another tool.</summary>
    public ImmutableArray<ScheduleWindow> Windows => _rules is WindowRules rules ? rules.Windows : [];

    /// <summary>
    /// The dates with other hours or moments, or with none; empty for several <see cref="Parts"/> and in the notation of another tool.
    /// </summary>
    public ImmutableArray<SpecialDay> SpecialDays => _rules switch
    {
        WindowRules rules => rules.SpecialDays,
        MomentRules rules => rules.SpecialDays,
        _ => [],
    };

    /// <summary>
    /// The parts of a schedule over several time zones, each complete in itself; otherwise this schedule alone. The instance runs when any
    /// part says so.
    /// </summary>
    public ImmutableArray<PowerSchedule> Parts =>
        _rules is PartRules { Parts: var parts } ? [.. parts.Select(part => new PowerSchedule(part, overriding: null))] : [this];

    /// <summary>The way to stop an instance. Default (null): the way that the request asks for.</summary>
    public StopMode? StopMode => _terms.StopMode;

    /// <summary>
    /// The treatment of an instance that should hibernate but was launched without hibernation. Default: it is left running.
    /// </summary>
    public HibernationFallback HibernationFallback => _terms.HibernationFallback;

    /// <summary>
    /// True when an instance that was started outside of the windows is left running. A start up to five minutes before a window counts as
    /// inside.
    /// </summary>
    public bool Retains => _terms.Retains;

    /// <summary>The time after its launch at which an instance is stopped; null for any time.</summary>
    public TimeSpan? MaxRuntime => _terms.MaxRuntime;

    /// <summary>Notes on how the schedule stops and what it leaves running, one sentence each; empty when it has no such rule.</summary>
    public ImmutableArray<string> Notes => _terms.Notes();

    /// <summary>The override, which holds until an instant, whatever the rest of the schedule says; null when there is none.</summary>
    public ScheduleOverride? Override { get; }

    /// <summary>Warnings about parts of the schedule that are probably not meant, one sentence each.</summary>
    public ImmutableArray<string> Warnings => _warnings.IsDefault ? _warnings = ScheduleWarnings.Of(_rules) : _warnings;

    /// <summary>The schedule in the words of another tool's notation; null for a schedule in Stopinator's own notation.</summary>
    internal string? Notation { get; }

    /// <summary>Reads a schedule on one line, e.g. <c>mon-fri 07:00-20:00 Europe/Paris</c>, <c>24x7</c>, <c>off</c>.</summary>
    /// <param name="text">The text, such as the value of a tag.</param>
    /// <param name="defaultTimeZone">
    /// The time zone of a text that names none. Default (null): a text without a time zone is invalid, unless it needs none.
    /// </param>
    /// <exception cref="ScheduleFormatException">
    /// The text is not a schedule; the message names the position and, for a known mistake, the way out.
    /// </exception>
    public static PowerSchedule Parse(string text, string? defaultTimeZone = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.Parse(text, defaultTimeZone);
    }

    /// <summary>Reads a schedule on one line that names its time zone or needs none.</summary>
    /// <returns>True when the text is such a schedule.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PowerSchedule? schedule) =>
        Parsing.Try(text, value => Parse(value), out schedule);

    /// <summary>Returns the state that the schedule asks for at an instant, and why.</summary>
    /// <remarks>
    /// Allocates nothing except, occasionally, the decisions for another month. The first and last days that <see cref="DateTimeOffset"/>
    /// can express are treated like the day next to them.
    /// </remarks>
    public ScheduleDecision DesiredStateAt(DateTimeOffset instant) => _timeline.At(instant.UtcTicks);

    /// <summary>Returns the first change of the desired state after an instant.</summary>
    /// <returns>The change, or null when the state does not change any more.</returns>
    public ScheduleTransition? NextTransition(DateTimeOffset after) =>
        _timeline.NextChange(after.UtcTicks) is { } change ? TransitionOf(change) : null;

    /// <summary>Returns the changes of the desired state after one instant, up to and including another, in order.</summary>
    /// <remarks>
    /// Consecutive intervals return every change once: a change at <paramref name="from"/> belongs to the interval before.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public IEnumerable<ScheduleTransition> Transitions(DateTimeOffset from, DateTimeOffset to) => from <= to
        ? _timeline.Changes(from.UtcTicks, to.UtcTicks).Select(TransitionOf)
        : throw new ArgumentException(
            $"The interval ends at {InstantText.Of(to)}, before it begins at {InstantText.Of(from)}.", nameof(to));

    /// <summary>Returns the same schedule with another override, or without one.</summary>
    public PowerSchedule WithOverride(ScheduleOverride? overriding) =>
        overriding == Override ? this : new(_rules, overriding, Notation, _warnings, _terms);

    /// <summary>Returns the same schedule with a way to stop.</summary>
    /// <param name="mode">The way to stop; null when the request decides.</param>
    /// <param name="fallback">
    /// The treatment of an instance that should hibernate but was launched without hibernation. Default: it is left running.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The schedule leaves the instance alone, or <paramref name="mode"/> is <see cref="StopMode.Normal"/>, which requests use anyway.
    /// </exception>
    public PowerSchedule WithStopMode(StopMode? mode, HibernationFallback fallback = HibernationFallback.Skip) =>
        mode == Stopinator.StopMode.Normal
            ? throw new ArgumentException("A normal stop is the default of requests; a schedule does not name it.", nameof(mode))
            : With(_terms with
            {
                StopMode = mode,
                HibernationFallback = mode == Stopinator.StopMode.Hibernate ? fallback : HibernationFallback.Skip,
            });

    /// <summary>
    /// Returns the same schedule with or without the rule that an instance started outside of the windows is left running.
    /// </summary>
    /// <exception cref="ArgumentException">The schedule has no windows.</exception>
    public PowerSchedule WithRetain(bool retains = true) => With(_terms with { Retains = retains });

    /// <summary>
    /// Returns the schedule on one line. <see cref="Parse"/> reads the text back, unless the schedule came in the notation of another tool.
    /// </summary>
    public override string ToString() => _text;

    internal static ConstantRules UnmanagedRules(DateTimeZone zone) =>
        new(new(DesiredState.Unmanaged, ScheduleReason.Always, "the schedule leaves it alone", ScheduleText.Unmanaged), zone);

    internal static ScheduleRules RulesOf(List<ScheduleRules> parts) => parts switch
    {
        [] => throw new ArgumentException("A schedule has at least one part.", nameof(parts)),
        [var only] => only,
        _ when parts.Count > ScheduleParser.MaxParts => throw new ArgumentException(
            $"A schedule has up to {ScheduleParser.MaxParts} parts, not {parts.Count}.", nameof(parts)),
        _ => new PartRules([.. parts]),
    };

    internal static WindowRules RulesOf(DateTimeZone zone, ImmutableArray<ScheduleWindow> windows, ImmutableArray<SpecialDay> specialDays)
    {
        if (windows.Length > ScheduleParser.MaxWindows)
        {
            throw new ArgumentException(
                $"A schedule has up to {ScheduleParser.MaxWindows} windows, not {windows.Length}.", nameof(windows));
        }

        Check(specialDays);
        return specialDays.FirstOrDefault(day => day.HasMoments) is { } moments
            ? throw new ArgumentException(
                $"The special day {moments} has moments, and the schedule has windows. A schedule has windows or moments.",
                nameof(specialDays))
            : new(zone, windows, specialDays);
    }

    private static void Check(ImmutableArray<SpecialDay> specialDays)
    {
        if (specialDays.Length > ScheduleParser.MaxSpecialDays)
        {
            throw new ArgumentException(
                $"A schedule has up to {ScheduleParser.MaxSpecialDays} special days, not {specialDays.Length}.", nameof(specialDays));
        }

        if (specialDays.GroupBy(day => day.Dates).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException(
                $"{twice.Key} is given twice. Put all its hours in one, such as {twice.Key} 08:00-10:00,14:00-16:00.", nameof(specialDays));
        }
    }

    private PowerSchedule With(ScheduleTerms terms) => terms.ProblemWith(_rules) is var (_, problem)
        ? throw new ArgumentException($"The schedule is {_text}; {problem}", nameof(terms))
        : new(_rules, Override, Notation, _warnings, terms);

    private ScheduleTransition TransitionOf(DecisionChange change) => new(LocalOf(change.Ticks), change.From, change.To);

    /// <summary>Returns an instant with the offset of the time zone.</summary>
    private DateTimeOffset LocalOf(long ticks)
    {
        var offset = _rules.Zone.GetUtcOffset(Timeline.InstantOf(ticks)).ToTimeSpan();

        // DateTimeOffset accepts offsets in whole minutes only; historic local mean times are finer.
        var minutes = TimeSpan.FromMinutes(Math.Floor(offset.TotalMinutes));
        return new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(minutes);
    }
}
