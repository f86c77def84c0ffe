using Microsoft.Extensions.Options;
using Stopinator.Lambda.Configuration;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>Plans by schedules. Kept apart from the runner, so that a stop loads no code for schedules and time zones.</summary>
internal sealed class Reconciler
{
    private readonly IInstancePowerService _power;
    private readonly TimeProvider _time;
    private ScheduledPowerService? _service;

    /// <summary>Creates the planner. Reports settings of schedules that cannot be used.</summary>
    /// <exception cref="FunctionSettingsException">A setting is out of bounds.</exception>
    public Reconciler(FunctionSettings settings, IInstancePowerService power, TimeProvider time)
    {
        (_power, _time) = (power, time);
        if (settings.Schedules is not null)
        {
            _service = Create(settings.Schedules);
        }
    }

    public async Task<ReconcilePlan> PlanAsync(PowerRequest request, DateTimeOffset? tick, CancellationToken cancellationToken)
    {
        _service ??= Create(new ScheduledPowerOptions());
        var plan = await _service.PlanAsync(request, tick, cancellationToken).ConfigureAwait(false);
        return new ReconcilePlan(plan.Power, plan.UnknownSchedules.IsEmpty ? null : plan.UnknownSchedules, plan.CatalogProblems);
    }

    private ScheduledPowerService Create(ScheduledPowerOptions options)
    {
        try
        {
            return new ScheduledPowerService(_power, options, _time);
        }
        catch (OptionsValidationException exception)
        {
            throw new FunctionSettingsException(exception.Failures);
        }
    }
}

/// <summary>Plans a reconcile.</summary>
/// <param name="request">The request.</param>
/// <param name="tick">The time at which schedules are looked at; null for now.</param>
/// <param name="cancellationToken">Ends the planning.</param>
internal delegate Task<ReconcilePlan> ReconcilePlanner(PowerRequest request, DateTimeOffset? tick, CancellationToken cancellationToken);

/// <summary>A plan by schedules.</summary>
/// <param name="Power">The decision on each instance.</param>
/// <param name="UnknownSchedules">The schedules that tags name and that do not exist; null when there are none.</param>
/// <param name="CatalogProblems">The problems of schedules that could not be read this time.</param>
internal sealed record ReconcilePlan(
    PowerPlan Power, IReadOnlyList<UnknownSchedule>? UnknownSchedules, IReadOnlyList<string> CatalogProblems);
