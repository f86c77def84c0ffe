using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Reading;

namespace Stopinator.Execution;

/// <summary>Looks whether running instances are ready: by EC2's status checks, then by the probes of the request.</summary>
internal sealed class ReadinessChecks(PowerRun run, StatusReader statuses, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly PowerAwait _awaited = run.Request.AwaitAfter(PowerAction.Start);
    private readonly ProbeChecks _probes = new(run.Request.AwaitAfter(PowerAction.Start), time);

    /// <summary>True when every look reads the states of running instances, too. Status checks bring the state with them.</summary>
    public bool NeedsStates => _awaited.Until != AwaitedSign.StatusChecks;

    /// <summary>Looks once at instances that run. Those that are ready get their final outcome.</summary>
    public async Task LookAsync(InstanceRun[] running, CallDeadline deadline, CancellationToken cancellationToken)
    {
        if (running.Length > 0 && _awaited.Until == AwaitedSign.StatusChecks)
        {
            running = await PassedAsync(running, deadline, cancellationToken).ConfigureAwait(false);
        }

        if (!_awaited.Probes.IsEmpty)
        {
            running = await _probes.LookAsync(running, deadline, cancellationToken).ConfigureAwait(false);
        }

        Array.ForEach(running, instance => instance.BecomeReady());
    }

    /// <summary>Ends the probes that still go on.</summary>
    public void Dispose() => _probes.Dispose();

    private async Task<InstanceRun[]> PassedAsync(InstanceRun[] running, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var byId = running.ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        Array.ForEach(running, instance => instance.Missing = "EC2 shows no status checks");
        try
        {
            await foreach (var status in statuses.ReadAsync(byId.Keys, deadline, cancellationToken).ConfigureAwait(false))
            {
                // EC2 returns only what was asked for. Another endpoint may return more.
                if (!byId.TryGetValue(status.InstanceId, out var instance))
                {
                    continue;
                }

                instance.StateSeen = status.State;
                instance.Missing = status.Missing;
                if (status.State != PowerState.Running)
                {
                    // A describe tells why.
                    instance.Leave();
                }
            }
        }
        catch (Ec2Exception error)
        {
            Log.StatesUnreadable(logger, error.Message);
            foreach (var instance in running)
            {
                instance.ErrorCode = error.Code;
                instance.Finally(
                    Outcome.NotReady, ReasonCode.NotReady, $"It is running, but its status checks could not be read: {error.Message}");
            }
        }

        return Array.FindAll(running, instance => instance is { IsFinal: false, IsInState: true, Missing: null });
    }
}
