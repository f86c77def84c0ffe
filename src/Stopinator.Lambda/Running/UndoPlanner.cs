using System.Globalization;
using System.Text.Json;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Running;

/// <summary>Plans to turn back a run, as far as the settings permit it.</summary>
internal sealed class UndoPlanner(FunctionSettings settings, IInstancePowerService power, TimeProvider time)
{
    /// <summary>Plans to turn back the run of a command's report.</summary>
    /// <exception cref="EventNotPermittedException">The settings do not permit an undo.</exception>
    /// <exception cref="StaleEventException">The run is too long ago.</exception>
    /// <exception cref="MalformedEventException">The report contradicts itself.</exception>
    public async Task<PowerPlan> PlanAsync(FunctionCommand command, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        if (!settings.EventAllow.Contains(EventPermission.Undo))
        {
            throw new EventNotPermittedException(
                $"The event turns back a run, which the settings do not permit; {Setting.EventAllow} would have to list "
                + $"'{EventPermission.Undo}'.");
        }

        var report = command.Undo!;
        var age = time.GetUtcNow() - report.FinishedAt;
        if (age > settings.MaxEventAge)
        {
            throw new StaleEventException(string.Create(
                CultureInfo.InvariantCulture,
                $"The run to turn back ended at {report.FinishedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, and is turned back up to "
                + $"{settings.MaxEventAge} later ({Setting.MaxEventAge}); nothing was done."));
        }

        var undo = report.Undo()
            ?? PowerPlan.Create(PowerRequest.Start(settings.Selector), [], report.FinishedAt, region: report.Region);
        try
        {
            return await power.LoadPlanAsync(
                undo.ToJson(),
                request => RequestFactory.Create(
                    command with { Action = request.Action, Selector = request.Selector }, settings, deadline),
                settings.MaxEventAge,
                cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new MalformedEventException($"'report' of a command cannot be turned back: {exception.Message}", exception);
        }
    }
}
