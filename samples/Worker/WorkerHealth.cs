using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace WorkerSample;

/// <summary>
/// Two answers. Live: the loop goes round; where it does not, a restart mends it. Ready: the last runs were good; where they were not (no
/// permission, EC2 away, a guard), a restart mends nothing, but a new version that never gets ready must not replace an old one.
/// </summary>
internal sealed class WorkerHealth(IOptions<WorkerOptions> options, TimeProvider time) : IHealthCheck
{
    public const string Live = "live";
    public const string Ready = "ready";

    private readonly Lock _gate = new();
    private DateTimeOffset _lastTick = time.GetUtcNow();
    private DateTimeOffset? _lastGoodRun;
    private string? _problem;

    public void Ticked()
    {
        lock (_gate)
        {
            _lastTick = time.GetUtcNow();
        }
    }

    /// <summary>Notes how a run ended.</summary>
    /// <param name="problem">Why the run did not get to its end; null when it did.</param>
    public void Ran(string? problem)
    {
        lock (_gate)
        {
            _problem = problem;
            _lastGoodRun = problem is null ? time.GetUtcNow() : _lastGoodRun;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(context.Registration.Name == Live ? Since("run", _lastTick) : Since("good run", _lastGoodRun));
        }
    }

    private HealthCheckResult Since(string what, DateTimeOffset? last)
    {
        var text = last is null ? $"No {what} yet. {_problem}" : $"Last {what} at {last:u}. {_problem}";
        return time.GetUtcNow() - last <= options.Value.StaleAfter ? HealthCheckResult.Healthy(text) : HealthCheckResult.Unhealthy(text);
    }
}
