using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Reading;

namespace Stopinator.Execution;

/// <summary>Looks whether running instances are ready: by EC2's status checks, then by the probes of the request.</summary>
internal sealed class ReadinessChecks(PowerRun run, StatusReader statuses, TimeProvider time, ILogger logger)
{
    private const int MaxParallelProbes = 32;
    private const int LongestMissing = 256;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);

    private readonly PowerAwait _awaited = run.Request.AwaitAfter(PowerAction.Start);

    /// <summary>True when every look reads the states of running instances, too. Status checks bring the state with them.</summary>
    public bool NeedsStates => _awaited.Until != AwaitedSign.StatusChecks;

    /// <summary>Looks once at instances that run. Those that are ready get their final outcome.</summary>
    public async Task LookAsync(InstanceRun[] running, CallDeadline deadline, CancellationToken cancellationToken)
    {
        if (running.Length > 0 && _awaited.Until == AwaitedSign.StatusChecks)
        {
            running = await PassedAsync(running, deadline, cancellationToken).ConfigureAwait(false);
        }

        if (running.Length > 0 && !_awaited.Probes.IsEmpty)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelProbes, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(running, parallel, async (instance, token) =>
                instance.Missing = await MissingAsync(instance, deadline, token).ConfigureAwait(false)).ConfigureAwait(false);
            running = Array.FindAll(running, instance => instance.Missing is null);
        }

        Array.ForEach(running, instance => instance.BecomeReady());
    }

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

    private async Task<string?> MissingAsync(InstanceRun instance, CallDeadline deadline, CancellationToken cancellationToken)
    {
        foreach (var probe in _awaited.Probes)
        {
            if (await MissingAsync(probe, instance.LastSeen!, deadline, cancellationToken).ConfigureAwait(false) is { } missing)
            {
                return ErrorText.Clean($"{probe.Name}: {missing}", LongestMissing);
            }
        }

        return null;
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "What a probe of the user's throws is reported.")]
    private async Task<string?> MissingAsync(
        IReadinessProbe probe, Ec2Instance instance, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var left = deadline.CutOff - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return "no time was left to look";
        }

        using var timeout = new CancellationTokenSource(left < ProbeTime ? left : ProbeTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A probe may block before it returns a task, and may ignore the token.
            var look = Task.Run(async () => await probe.CheckAsync(instance, either.Token).ConfigureAwait(false), CancellationToken.None);
            return (await look.WaitAsync(either.Token).ConfigureAwait(false)).Missing;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (Exception exception)
        {
            return $"it failed: {exception.Message}";
        }
    }
}
