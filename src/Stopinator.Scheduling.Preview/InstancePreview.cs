using System.Globalization;
using Stopinator.Scheduling.Preview;
using Stopinator.Scheduling.Reconciling;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// The state that the schedule in an instance's tags asks for at an instant, and why. Answers the question <i>what if the instance had
/// these tags?</i>
/// </summary>
public sealed class InstancePreview
{
    private readonly string _whyNone;

    private InstancePreview(
        PreviewInstance instance, SchedulePreview? week, string? problem, string whyNone = "its tags name no schedule") =>
        (Instance, Week, Problem, _whyNone) = (instance, week, problem, whyNone);

    /// <summary>The instance.</summary>
    public PreviewInstance Instance { get; }

    /// <summary>
    /// The week of the instance's schedule: seven days from the day of the instant, or the calendar week in <c>FleetPreview.OfWeek</c>.
    /// Null when the tags name no schedule, or a schedule that cannot be read.
    /// </summary>
    public SchedulePreview? Week { get; }

    /// <summary>The reason the schedule cannot be read; null when it can, or when there is none.</summary>
    public string? Problem { get; }

    /// <summary>
    /// The state that is asked for, the reason, and the next change; without a schedule, the reason that nothing is asked for.
    /// </summary>
    public string Explanation => this switch
    {
        { Problem: { } problem } => $"left alone, its schedule cannot be read: {problem}",
        { Week: null } => $"left alone: {_whyNone}",
        { Week: var week } => string.Create(CultureInfo.InvariantCulture, $"{week.Decision}; {NextOf(week)}"),
    };

    /// <summary>Explains the state that an instance with the given tags is asked for at an instant.</summary>
    /// <param name="instance">The instance, real or made up.</param>
    /// <param name="read">
    /// Reads the schedule in tags, and returns null when there is none. A <see cref="ScheduleFormatException"/> or
    /// <see cref="UnknownScheduleException"/> that it throws becomes the instance's <see cref="Problem"/>; any other exception passes
    /// through.
    /// </param>
    /// <param name="at">The instant.</param>
    public static InstancePreview WhatIf(
        PreviewInstance instance, Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(read);
        return Of(instance, read, new WeekPreviews(at, isAhead: true));
    }

    /// <summary>
    /// Explains the state that a <see cref="ScheduledPowerService"/> with the given options asks of an instance with the given tags at an
    /// instant.
    /// </summary>
    /// <param name="instance">The instance, real or made up.</param>
    /// <param name="options">The tags and their notations. The options that tell when the service acts do not change the preview.</param>
    /// <param name="at">The instant.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of bounds.</exception>
    public static InstancePreview WhatIf(PreviewInstance instance, ScheduledPowerOptions options, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Of(instance, new InstanceReader(options), new WeekPreviews(at, isAhead: true));
    }

    /// <summary>Returns the id and the explanation.</summary>
    public override string ToString() => $"{PlainText.Of(Instance.Id)} {PlainText.Of(Explanation)}";

    internal static InstancePreview Of(
        PreviewInstance instance, Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read, WeekPreviews weeks)
    {
        try
        {
            return new(instance, read(instance.Tags) is { } schedule ? weeks.Of(schedule) : null, problem: null);
        }
        catch (Exception exception) when (exception is ScheduleFormatException or UnknownScheduleException)
        {
            return new(instance, week: null, exception.Message);
        }
    }

    internal static InstancePreview Of(PreviewInstance instance, InstanceReader reader, WeekPreviews weeks) =>
        Of(instance, reader.Read(instance.Tags, weeks.At, weeks.At), weeks);

    private static InstancePreview Of(PreviewInstance instance, InstanceReading reading, WeekPreviews weeks) => reading switch
    {
        { Schedule: { } schedule } => new(instance, weeks.Of(WithoutEnded(schedule, weeks.At)), problem: null),
        { Otherwise: { Kind: DecisionKind.Invalid } problem } => new(instance, week: null, problem.Why),
        var left => new(instance, week: null, problem: null, left.Otherwise!.Why),
    };

    private static PowerSchedule WithoutEnded(PowerSchedule schedule, DateTimeOffset at) =>
        schedule.Override?.Until <= at ? schedule.WithOverride(null) : schedule;

    private static string NextOf(SchedulePreview week)
    {
        string[] parts =
        [
            .. week.NextTransitions is [var next, ..] && !(week.NextMoments is [var earlier, ..] && earlier.At <= next.At)
                ? [string.Create(CultureInfo.InvariantCulture, $"{StateText.Of(next.To)} from {next.At:yyyy-MM-ddTHH:mmzzz}")]
                : Array.Empty<string>(),
            .. week.NextMoments is [var moment, ..]
                ? [string.Create(CultureInfo.InvariantCulture, $"{MomentText.Of(moment.State)} at {moment.At:yyyy-MM-ddTHH:mmzzz}")]
                : Array.Empty<string>(),
            .. week.Schedule.MaxRuntime is { } time ? [$"a stop {TermsText.Of(time)} after its launch"] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : "that does not change any more";
    }
}
