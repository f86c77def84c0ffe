using Stopinator.Scheduling.DependencyInjection;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <inheritdoc cref="IScheduledPowerService"/>
public sealed class ScheduledPowerService : IScheduledPowerService
{
    private readonly IInstancePowerService _power;
    private readonly SchedulePlanner _planner;

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

        _planner = new SchedulePlanner(options.Copy(), timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public Task<ScheduledPlan> PlanAsync(
        PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default) =>
        _planner.PlanAsync(_power, request ?? PowerRequest.Reconcile(InstanceSelector.All), tick, cancellationToken);

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
}
