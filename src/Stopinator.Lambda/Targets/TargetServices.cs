using System.Collections.Immutable;
using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Running;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Targets;

/// <summary>The list of targets, and the services that act at them.</summary>
internal sealed class TargetServices : IDisposable
{
    private readonly FunctionSettings _settings;
    private readonly MultiTargetPowerService _power;
    private readonly IScheduleSources? _sources;
    private readonly TimeProvider _time;
    private readonly Lazy<MultiTargetScheduledPowerService> _scheduled;

    private TargetServices(
        FunctionSettings settings, MultiTargetPowerService power, IScheduleSources? sources, TimeProvider time)
    {
        (_settings, _power, _sources, _time) = (settings, power, sources, time);
        _scheduled = new(Scheduled);
        if (settings.Schedules is not null)
        {
            // Reports settings of schedules that cannot be used.
            _ = _scheduled.Value;
        }
    }

    /// <summary>The service of requests that do not look at schedules.</summary>
    public IMultiTargetPowerService Power => _power;

    /// <summary>The service of reconciles. Kept apart, so that a stop loads no code for schedules and time zones.</summary>
    public IMultiTargetScheduledPowerService ScheduledPower => _scheduled.Value;

    /// <summary>The time between two reconciles.</summary>
    public TimeSpan Interval => (_settings.Schedules ?? new ScheduledPowerOptions()).Interval;

    /// <summary>Creates the services. When <paramref name="clientFor"/> is null, each target has a client of its own.</summary>
    /// <exception cref="FunctionSettingsException">An option is out of bounds.</exception>
    public static TargetServices Create(
        FunctionSettings settings, StopinatorOptions options, Func<PowerTarget, IAmazonEC2>? clientFor, IScheduleSources? sources,
        TimeProvider time, ILoggerFactory? loggers)
    {
        try
        {
            var power = clientFor is null
                ? new MultiTargetPowerService(options, time, loggers)
                : new MultiTargetPowerService(clientFor, options, time, loggers);
            return new TargetServices(settings, power, sources, time);
        }
        catch (OptionsValidationException exception)
        {
            throw new FunctionSettingsException(exception.Failures);
        }
    }

    /// <summary>Lists the targets of now.</summary>
    /// <returns>The targets, and the problem for which an earlier list stays in force; null when there is none.</returns>
    /// <exception cref="ScheduleSourceException">The list cannot be read, and there is no earlier one.</exception>
    /// <exception cref="PlanRefusedException">The list is empty.</exception>
    public async Task<(ImmutableArray<PowerTarget> Targets, string? Problem)> ListAsync(CancellationToken cancellationToken)
    {
        var reading = await _settings.Targets!.GetAsync(cancellationToken).ConfigureAwait(false);
        var targets = await _power.ListAsync(reading.Targets, cancellationToken).ConfigureAwait(false);
        return targets.IsEmpty
            ? throw new PlanRefusedException($"{Setting.Targets} excludes every account and region that it lists; nothing was done.")
            : (targets, reading.Problem);
    }

    /// <summary>Returns the runner of one target.</summary>
    public CommandRunner RunnerAt(PowerTarget target) =>
        new(_settings, _power.At(target), (request, tick, token) => PlanAsync(target, request, tick, token), _time, target.ToString());

    public void Dispose() => _power.Dispose();

    private async Task<ReconcilePlan> PlanAsync(
        PowerTarget target, PowerRequest request, DateTimeOffset? tick, CancellationToken cancellationToken)
    {
        var plan = await ScheduledPower.PlanAsync([target], request, tick, cancellationToken).ConfigureAwait(false);
        var planned = plan.Power.Targets[0];
        return planned.Plan is { } power
            ? new ReconcilePlan(power, plan.UnknownSchedules.IsEmpty ? null : plan.UnknownSchedules, plan.CatalogProblems)
            : throw planned.Failure!;
    }

    private MultiTargetScheduledPowerService Scheduled()
    {
        try
        {
            return new MultiTargetScheduledPowerService(_power, _settings.Schedules, _sources, _time);
        }
        catch (OptionsValidationException exception)
        {
            throw new FunctionSettingsException(exception.Failures);
        }
    }
}
