using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stopinator.Hosting.Work;

namespace Stopinator.Hosting.Health;

/// <summary>
/// Answers for both checks. The loop: it goes round; where it does not, a restart mends it. The last good tick: where ticks fail (no
/// permission, EC2 away, a guard), a restart mends nothing, but a new version that has no good tick must not replace an old one.
/// </summary>
internal sealed class ScheduledPowerHealthCheck(WorkerState state, ScheduledPowerWorkerOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var snapshot = state.Snapshot;
        var (isGood, isWarned, text) = context.Registration.Name == ScheduledPowerHealth.LiveName ? Loop() : LastGoodTick(snapshot);
        var status = isGood ? HealthStatus.Healthy : isWarned ? HealthStatus.Degraded : context.Registration.FailureStatus;
        return Task.FromResult(new HealthCheckResult(status, text, data: Data(snapshot)));
    }

    private (bool IsGood, bool IsWarned, string Text) Loop()
    {
        var silence = state.Silence;
        return (
            silence <= options.StaleAfter,
            false,
            string.Create(
                CultureInfo.InvariantCulture, $"The worker last began, continued or ended a run {silence.TotalSeconds:0} s ago."));
    }

    private (bool IsGood, bool IsWarned, string Text) LastGoodTick(WorkerSnapshot snapshot)
    {
        if (snapshot is not { LastGoodTick: { } tick } || state.Age is not { } age)
        {
            return (false, false, $"No tick has succeeded yet. {snapshot.Problem}".TrimEnd());
        }

        var failures = snapshot.Failures == 0 ? "" : $" Ticks that failed since: {snapshot.Failures}.";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"The last good tick {tick:u} ended {age.TotalSeconds:0} s ago.{failures} {snapshot.Problem}").TrimEnd();
        var isRecent = age <= options.StaleAfter;
        return (isRecent && snapshot.Problem is null, isRecent, text);
    }

    private Dictionary<string, object> Data(WorkerSnapshot snapshot)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { [ScheduledPowerHealth.FailuresKey] = snapshot.Failures };
        Add(ScheduledPowerHealth.LastTickKey, snapshot.LastTick);
        Add(ScheduledPowerHealth.LastGoodTickKey, snapshot.LastGoodTick);
        Add(ScheduledPowerHealth.AgeKey, state.Age?.TotalSeconds);
        if (snapshot.FailingTargets is { IsEmpty: false } failing)
        {
            data.Add(ScheduledPowerHealth.FailingTargetsKey, failing.ToArray());
        }

        return data;

        void Add<T>(string key, T? value)
            where T : struct
        {
            if (value is { } known)
            {
                data.Add(key, known);
            }
        }
    }
}
