using Stopinator.Diagnostics;
using Stopinator.Scheduling.DependencyInjection;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>
/// Reads the state that the tags of an instance ask for. Reconciler and preview share this class, so that the preview shows what the
/// reconciler does.
/// </summary>
internal sealed class InstanceReader
{
    private readonly ScheduledPowerOptions _options;
    private readonly TagReader _values = new();

    /// <summary>Creates a reader that remembers the values it has read.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every such option.
    /// </exception>
    public InstanceReader(ScheduledPowerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ScheduledPowerOptionsValidator.ThrowIfInvalid(options);
        _options = options;
    }

    /// <summary>Reads the tags of an instance.</summary>
    /// <param name="tags">Its tags.</param>
    /// <param name="since">The instant before which ended overrides no longer count.</param>
    /// <param name="now">The instant after which an override has to end to hold.</param>
    public InstanceReading Read(IReadOnlyDictionary<string, string> tags, DateTimeOffset since, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(_options.OptOutTagKey) && tags.ContainsKey(_options.OptOutTagKey))
        {
            return InstanceReading.Leave(
                ReasonCode.OptedOut, $"It carries the tag {_options.OptOutTagKey}, which takes it out of the schedules.");
        }

        if ((_options.Tags.FirstOrDefault(tag => tags.ContainsKey(tag.Key))
            ?? _options.Tags.FirstOrDefault(tag => tag.TakesUntagged)) is not { } tag)
        {
            return InstanceReading.Leave(
                ReasonCode.Unmanaged, $"It carries no tag {string.Join(" or ", _options.Tags.Select(one => one.Key))}.");
        }

        var reading = _values.Read(tag, tags.GetValueOrDefault(tag.Key));
        return reading switch
        {
            { Problem: UnknownScheduleException unknown } =>
                InstanceReading.OfUnknown(tag.Key, unknown, $"Its tag {tag.Key}: {unknown.Message}"),
            { Problem: { } problem } => InstanceReading.Invalid($"Its tag {tag.Key}: {problem.Message}"),
            { Schedule: null } => InstanceReading.Leave(ReasonCode.OptedOut, $"Its tag {tag.Key} exempts it."),
            { Schedule: { } schedule } => WithOverride(tags, schedule, reading.OffHours, since, now),
        };
    }

    private InstanceReading WithOverride(
        IReadOnlyDictionary<string, string> tags,
        PowerSchedule schedule,
        CustodianOffHours? offHours,
        DateTimeOffset since,
        DateTimeOffset now)
    {
        if (schedule.StopMode is { } mode && !_options.PermittedStopModes.Contains(mode))
        {
            return InstanceReading.Invalid(
                $"Its schedule asks for {Text.TermsText.Of(mode, HibernationFallback.Skip)}, which " +
                $"{nameof(ScheduledPowerOptions)}.{nameof(ScheduledPowerOptions.PermittedStopModes)} does not permit ({schedule}).");
        }

        if (!TryRead(tags, _options.KeepRunningTagKey, schedule, DesiredState.Running, out var running, out var problem)
            || !TryRead(tags, _options.KeepStoppedTagKey, schedule, DesiredState.Stopped, out var stopped, out problem))
        {
            return InstanceReading.Invalid(problem!);
        }

        if (running?.Until > now && stopped?.Until > now)
        {
            return InstanceReading.Invalid(
                $"The tags {_options.KeepRunningTagKey} and {_options.KeepStoppedTagKey} contradict each other; take one away.");
        }

        // An ended override tells which moment it covered, and what was started while it held.
        since = schedule.Retains ? DateTimeOffset.MinValue
            : schedule.HasMoments && now - _options.CatchUp < since ? now - _options.CatchUp
            : since;

        // If one override has expired, the other one applies: the one that lasts longer.
        var overriding = new[] { running, stopped }.Where(one => one?.Until > since).MaxBy(one => one!.Until);
        return overriding is null
            ? InstanceReading.Of(schedule, offHours)
            : InstanceReading.Of(schedule.WithOverride(overriding), offHours: null);
    }

    private static bool TryRead(
        IReadOnlyDictionary<string, string> tags,
        string? key,
        PowerSchedule schedule,
        DesiredState state,
        out ScheduleOverride? overriding,
        out string? problem)
    {
        (overriding, problem) = (null, null);
        if (string.IsNullOrEmpty(key) || !tags.TryGetValue(key, out var value))
        {
            return true;
        }

        if (!Text.UntilText.TryRead(value.Trim(), schedule.Zone, out var until))
        {
            problem = $"The tag {key} is {ErrorText.Quote(value)}; it takes an instant with an offset, such as 2026-11-21T22:00Z, a " +
                $"local time or a date, such as 2026-11-21T23:00 or 2026-11-22 ({schedule.TimeZone}), or 'forever'.";
            return false;
        }

        overriding = new ScheduleOverride(state, until);
        return true;
    }
}
