using Stopinator.Scheduling;

namespace Stopinator.Hosting.Work;

/// <summary>Runs a tick in the region and account of one service.</summary>
internal sealed class ServiceRun(IScheduledPowerService scheduled, PowerRequest request, WorkerState state) : ITickRun
{
    public async Task<TickResult> RunAsync(DateTimeOffset tick, CancellationToken cancellationToken)
    {
        var plan = await scheduled.PlanAsync(request, tick, cancellationToken).ConfigureAwait(false);
        var report = await scheduled.ExecuteAsync(plan, new SignsOfProgress(state), cancellationToken).ConfigureAwait(false);

        // A run that ended early is a failed tick. An instance that failed is in the report, the log and the metrics of the library; the
        // worker itself is well.
        return new TickResult(
            report.Power.EarlyEnd?.Message, report.CatalogProblems.IsEmpty ? null : string.Join(' ', report.CatalogProblems));
    }
}

/// <summary>Takes every progress of a run as a sign that the worker works.</summary>
internal sealed class SignsOfProgress(WorkerState state) : IProgress<PowerProgress>, IProgress<TargetProgress>, IProgress<TargetReport>
{
    public void Report(PowerProgress value) => state.GoesOn();

    public void Report(TargetProgress value) => state.GoesOn();

    public void Report(TargetReport value) => state.GoesOn();
}
