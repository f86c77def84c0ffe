namespace Stopinator.Scheduling.Reconciling;

/// <summary>Plans by schedules, with one set of options, for any number of services.</summary>
internal sealed class SchedulePlanner(ScheduledPowerOptions options, TimeProvider time)
{
    private readonly CurrentSchedules _schedules = new(options);

    private readonly InstanceSelector? _tagged = options.Tags.Any(tag => tag.TakesUntagged)
        ? null
        : options.Tags.Select(tag => InstanceSelector.ByTagKey(tag.Key)).Aggregate((all, next) => all | next);

    public async Task<ScheduledPlan> PlanAsync(
        IInstancePowerService power, PowerRequest asked, DateTimeOffset? tick, CancellationToken cancellationToken)
    {
        var schedules = await _schedules.GetAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var rule = new ScheduleRule(schedules.Options, schedules.Reader, tick ?? now, now);
        var plan = await power.PlanAsync(
            asked with { Selector = Tagged(asked.Selector) }, rule.Choose, cancellationToken).ConfigureAwait(false);
        return new ScheduledPlan(plan, tick ?? now, rule.UnknownSchedules, [.. schedules.Problems]);
    }

    /// <summary>Returns the options with the current catalogs.</summary>
    public async Task<ScheduledPowerOptions> OptionsAsync(CancellationToken cancellationToken) =>
        (await _schedules.GetAsync(cancellationToken).ConfigureAwait(false)).Options;

    /// <summary>Narrows a selector to the instances that have a tag of the options.</summary>
    public InstanceSelector Tagged(InstanceSelector selector) =>
        _tagged is null ? selector
        : selector == InstanceSelector.All ? _tagged
        : selector & _tagged;
}
