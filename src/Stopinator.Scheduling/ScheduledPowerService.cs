using Stopinator.Scheduling.DependencyInjection;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <inheritdoc cref="IScheduledPowerService"/>
public sealed class ScheduledPowerService : IScheduledPowerService
{
    private readonly IInstancePowerService _power;
    private readonly ScheduledPowerOptions _options;
    private readonly TimeProvider _time;
    private readonly CurrentSchedules _schedules;
    private readonly InstanceSelector? _tagged;

    /// <summary>Creates a service.</summary>
    /// <param name="power">
    /// The service that reads, starts and stops the instances, within its scope and guards. It is not disposed here.
    /// </param>
    /// <param name="options">The tags, and when to act; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every such option.
    /// </exception>
    public ScheduledPowerService(IInstancePowerService power, ScheduledPowerOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        _power = power;
        options ??= new ScheduledPowerOptions();
        ScheduledPowerOptionsValidator.ThrowIfInvalid(options);

        // A copy, so that later changes by the caller do not bypass validation.
        _options = options with { Tags = [.. options.Tags], PermittedStopModes = [.. options.PermittedStopModes] };
        _schedules = new CurrentSchedules(_options);
        _time = timeProvider ?? TimeProvider.System;
        _tagged = _options.Tags.Any(tag => tag.TakesUntagged)
            ? null
            : _options.Tags.Select(tag => InstanceSelector.ByTagKey(tag.Key)).Aggregate((all, next) => all | next);
    }

    /// <inheritdoc/>
    public async Task<ScheduledPlan> PlanAsync(
        PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default)
    {
        var asked = request ?? PowerRequest.Reconcile(InstanceSelector.All);
        var schedules = await _schedules.GetAsync(cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        var rule = new ScheduleRule(schedules.Options, schedules.Reader, tick ?? now, now);
        var plan = await _power.PlanAsync(
            asked with { Selector = Tagged(asked.Selector) }, rule.Choose, cancellationToken).ConfigureAwait(false);
        return new ScheduledPlan(plan, tick ?? now, rule.UnknownSchedules, [.. schedules.Problems]);
    }

    /// <inheritdoc/>
    public async Task<ScheduledReport> ExecuteAsync(
        ScheduledPlan plan, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new ScheduledReport(plan, await _power.ExecuteAsync(plan.Power, progress, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<ScheduledReport> RunAsync(
        PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(request, tick, cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync(plan, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private InstanceSelector Tagged(InstanceSelector selector) =>
        _tagged is null ? selector
        : selector == InstanceSelector.All ? _tagged
        : selector & _tagged;
}
