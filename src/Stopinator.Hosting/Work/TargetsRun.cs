using Stopinator.Scheduling;

namespace Stopinator.Hosting.Work;

/// <summary>Runs a tick at many targets. Each tick lists them anew and begins with another.</summary>
internal sealed class TargetsRun(
    IPowerTargetsSource source,
    IMultiTargetPowerService power,
    IMultiTargetScheduledPowerService scheduled,
    PowerRequest request,
    WorkerState state) : ITickRun
{
    public async Task<TickResult> RunAsync(DateTimeOffset tick, CancellationToken cancellationToken)
    {
        var reading = await source.GetAsync(cancellationToken).ConfigureAwait(false);
        var targets = await power.ListAsync(reading.Targets, cancellationToken).ConfigureAwait(false);
        if (targets.IsEmpty)
        {
            throw new PlanRefusedException("The targets exclude every account and region that they list; nothing was done.");
        }

        var report = await scheduled.RunAsync(targets, request, tick, new SignsOfProgress(state), cancellationToken).ConfigureAwait(false);
        return ResultOf(report, reading.Problem);
    }

    // One account that cannot be entered must not hide that the others are well, nor the other way round.
    private static TickResult ResultOf(MultiTargetScheduledReport report, string? listProblem)
    {
        TargetReport[] failed = [.. report.Power.Targets.Where(target => target.Report is null or { EarlyEnd: not null })];
        var all = report.Power.Targets.Length;
        var failures = failed.Length == 0 ? null
            : FormattableString.Invariant($"Targets that failed: {failed.Length} of {all}. {string.Join(' ', failed.Select(Text))}");
        string[] warnings = [.. new[] { failures, listProblem }.Concat(report.CatalogProblems).OfType<string>()];
        return new TickResult(
            failed.Length == all ? failures : null, warnings.Length == 0 ? null : string.Join(' ', warnings))
        {
            FailingTargets = [.. failed.Select(target => target.Name)],
            Targets = all,
        };
    }

    private static string Text(TargetReport target) =>
        target.Report?.EarlyEnd is { } early ? $"{target.Name}: {early.Message}" : target.ToString();
}
