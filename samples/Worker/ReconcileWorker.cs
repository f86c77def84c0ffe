using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator;
using Stopinator.Scheduling;

namespace WorkerSample;

/// <summary>Starts and stops, at every tick, what has to be.</summary>
internal sealed class ReconcileWorker(
    IInstancePowerService power, IOptions<StopinatorOptions> stopinator, IOptions<WorkerOptions> worker, WorkerHealth health, TimeProvider time, ILogger<ReconcileWorker> logger)
    : BackgroundService
{
    /// <summary>Its span <c>worker.reconcile</c> holds those of the library: a trace a tick.</summary>
    public const string ActivitySourceName = "Stopinator.Worker";

    private static readonly ActivitySource Source = new(ActivitySourceName);

    private readonly ScheduledPowerService _scheduled = new(power, options: null, time);

    // Asks EC2 for no more than may be touched, and keeps no more of it than what is to be done.
    private readonly PowerRequest _request = PowerRequest.Reconcile(stopinator.Value.Scope ?? InstanceSelector.All) with { OmitAlreadyThere = true };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A run that takes longer than the interval is followed by one, not by all those that were missed.
        using var timer = new PeriodicTimer(worker.Value.Interval, time);
        do
        {
            await ReconcileAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReconcileAsync(CancellationToken stoppingToken)
    {
        using var activity = Source.StartActivity("worker.reconcile");
        health.Ticked();
        try
        {
            var report = await _scheduled.RunAsync(_request, cancellationToken: stoppingToken);
            health.Ran(report.Power.EarlyEnd?.Message);
        }
        catch (PowerCanceledException exception)
        {
            // Nothing is lost: whoever runs next, here or elsewhere, works from the states it finds.
            WorkerLog.StoppedMidway(logger, exception.Report, exception.Report.Remaining()?.Selector.ToString() ?? "nothing");
            throw;
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
        {
            // Nothing was done, and the next tick tries again.
            WorkerLog.RunFailed(logger, exception);
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            health.Ran(exception.Message);
        }
    }
}
