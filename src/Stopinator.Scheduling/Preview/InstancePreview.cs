using System.Globalization;
using Stopinator.Scheduling.Preview;
using Stopinator.Scheduling.Reconciling;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>What the schedule in an instance's tags asks of it at an instant, and why: the answer to <i>what if it had these tags?</i></summary>
public sealed class InstancePreview
{
    private readonly string _whyNone;

    private InstancePreview(
        PreviewInstance instance, SchedulePreview? week, string? problem, string whyNone = "its tags name no schedule") =>
        (Instance, Week, Problem, _whyNone) = (instance, week, problem, whyNone);

    /// <summary>The instance.</summary>
    public PreviewInstance Instance { get; }

    /// <summary>
    /// The week of its schedule: seven days from the day of the instant, in <c>FleetPreview.OfWeek</c> the calendar week. Null when its tags
    /// name no schedule, or one that cannot be read.
    /// </summary>
    public SchedulePreview? Week { get; }

    /// <summary>Why its schedule cannot be read; null when it can, or when there is none.</summary>
    public string? Problem { get; }

    /// <summary>What is asked for and why, and the next change; or why nothing is.</summary>
    public string Explanation => this switch
    {
        { Problem: { } problem } => $"left alone, its schedule cannot be read: {problem}",
        { Week: null } => $"left alone: {_whyNone}",
        { Week: var week } => string.Create(CultureInfo.InvariantCulture, $"{week.Decision}; {NextOf(week)}"),
    };

    /// <summary>Explains what is asked of an instance with these tags at an instant.</summary>
    /// <param name="instance">The instance, or one made up.</param>
    /// <param name="read">
    /// Reads the schedule in tags, and gives null when there is none. What it throws as <see cref="ScheduleFormatException"/> or
    /// <see cref="UnknownScheduleException"/> is this instance's <see cref="Problem"/>; anything else passes through.
    /// </param>
    /// <param name="at">The instant.</param>
    public static InstancePreview WhatIf(
        PreviewInstance instance, Func<IReadOnlyDictionary<string, string>, PowerSchedule?> read, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(read);
        return Of(instance, read, new WeekPreviews(at, isAhead: true));
    }

    /// <summary>Explains what a <see cref="ScheduledPowerService"/> with these options asks of an instance with these tags at an instant.</summary>
    /// <param name="instance">The instance, or one made up.</param>
    /// <param name="options">The tags and their notations. When the service acts does not change what is asked for.</param>
    /// <param name="at">The instant.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of bounds.</exception>
    public static InstancePreview WhatIf(PreviewInstance instance, ScheduledPowerOptions options, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Of(instance, new InstanceReader(options), new WeekPreviews(at, isAhead: true));
    }

    /// <summary>The id and the explanation.</summary>
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
        { Schedule: { } schedule } => new(instance, weeks.Of(schedule), problem: null),
        { Otherwise: { Kind: DecisionKind.Invalid } problem } => new(instance, week: null, problem.Why),
        var left => new(instance, week: null, problem: null, left.Otherwise!.Why),
    };

    private static string NextOf(SchedulePreview week) => week.NextTransitions is [var next, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{StateText.Of(next.To)} from {next.At:yyyy-MM-ddTHH:mmzzz}")
        : "that does not change any more";
}
