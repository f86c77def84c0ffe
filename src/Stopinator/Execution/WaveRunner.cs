using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Reporting;

namespace Stopinator.Execution;

/// <summary>
/// Carries out a plan wave by wave. A wave begins when the one before it in its group is over; the groups go on at their own pace.
/// </summary>
internal sealed class WaveRunner(
    PowerRun run, WaveChain[] chains, BatchCutter cutter, BatchRunner batches, ObserverCalls calls, CapacityRetries capacity,
    StateWatcher watcher, Verifier verifier, Func<Ec2Instance, InstanceDecision> decideAgain, StopinatorOptions options, TimeProvider time,
    ILogger logger)
{
    private const int NamedInstances = 3;

    private readonly PowerOrder _order = run.Request.Order!;
    private readonly LookInterval _interval = new(options.Verification);
    private DateTimeOffset _nextLook;

    private bool Halts =>
        (_order.OnWaveFailure ?? (run.Request.Action == PowerAction.Reconcile ? WaveFailure.Continue : WaveFailure.Halt))
        == WaveFailure.Halt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.ForEach(chains, Advance);
            var begun = chains.Select(chain => chain.Current).OfType<Wave>().Where(wave => wave.BegunAt is not null).ToArray();
            var unsent = run.EarlyEnd is null ? begun.SelectMany(wave => wave.Unsent).ToArray() : [];
            var waiting = run.EarlyEnd is null ? begun.SelectMany(wave => wave.Waiting).ToArray() : [];
            var watched = begun.Where(wave => wave.IsSent)
                .SelectMany(wave => wave.Instances).Where(instance => instance.IsWatched).ToArray();
            if (cutter.Cut(unsent).FirstOrDefault() is { } batch)
            {
                await SendAsync(batch, begun, cancellationToken).ConfigureAwait(false);
                if (time.GetUtcNow() < _nextLook)
                {
                    continue;
                }
            }
            else if (!await WaitAsync([.. watched, .. waiting], cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            await capacity.TryAsync(batches, cutter, cancellationToken).ConfigureAwait(false);
            await LookAsync(watched, waiting, cancellationToken).ConfigureAwait(false);
            _nextLook = time.GetUtcNow() + _interval.Next();
        }
    }

    // Waits for the next look or the next try of what EC2 had no capacity for. False when there is nothing to wait for.
    private async Task<bool> WaitAsync(InstanceRun[] looked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var retry = capacity.Next - now;
        if (looked.Length > 0)
        {
            var look = _nextLook - now;
            await verifier.WaitAsync(looked, retry < look ? retry.Value : look, cancellationToken).ConfigureAwait(false);
            return true;
        }

        await Task.Delay(retry is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
        return retry is not null;
    }

    private async Task SendAsync(InstanceRun[] batch, Wave[] begun, CancellationToken cancellationToken)
    {
        Array.ForEach(begun, wave => wave.Sent(batch));
        await calls.SendAsync(batch, batches, cancellationToken).ConfigureAwait(false);
    }

    private async Task LookAsync(InstanceRun[] watched, InstanceRun[] waiting, CancellationToken cancellationToken)
    {
        if (watched.Length > 0)
        {
            await verifier.LookAsync(watched, cancellationToken).ConfigureAwait(false);
        }

        if (waiting.Length > 0)
        {
            await LookAtTransitionsAsync(waiting, cancellationToken).ConfigureAwait(false);
        }
    }

    // An instance whose transition has ended is decided again. Another decision than to act gives it its outcome.
    private async Task LookAtTransitionsAsync(InstanceRun[] waiting, CancellationToken cancellationToken)
    {
        try
        {
            await watcher.LookAsync(
                waiting.ToDictionary(instance => instance.Id, StringComparer.Ordinal), run.Deadline, HasEnded, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Ec2Exception error)
        {
            run.EndEarly(error.Code, error.Message);
            return;
        }

        var now = time.GetUtcNow();
        foreach (var instance in waiting.Where(
            instance => instance.Decision.Kind == DecisionKind.ActAfterWait && instance.WatchedUntil <= now))
        {
            instance.Finally(
                Outcome.Skipped, ReasonCode.Transitional,
                $"It was still {instance.StateSeen?.Ec2Name()} when the wait for the transition was over.");
        }

        bool HasEnded(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf)
        {
            if (seen is not null)
            {
                instance.Take(decideAgain(seen));
            }

            return true;
        }
    }

    /// <summary>Begins the next waves of a chain as far as the one before them is over.</summary>
    private void Advance(WaveChain chain)
    {
        while (chain.Current is { } wave)
        {
            if (time.GetUtcNow() >= run.Deadline.LastStart && !chain.IsSent)
            {
                run.EndEarly(EarlyEndCode.Deadline, "The deadline is near.");
            }

            if (run.EarlyEnd is not null)
            {
                // No later wave begins, so that only what the request awaits is still watched.
                if (wave is { BegunAt: not null, IsSent: false })
                {
                    End(chain, wave);
                }

                Array.ForEach(
                    Array.FindAll(wave.Instances, instance => instance.IsWatched && !run.Request.AwaitsState(chain.Action)),
                    instance => instance.Settle());
                return;
            }

            if (wave.BegunAt is null && !Begin(chain, wave))
            {
                return;
            }

            if (wave.Unsent.Any() || wave.Waiting.Any() || capacity.HasAny(wave.Instances))
            {
                return;
            }

            if (!wave.IsSent)
            {
                End(chain, wave);
            }

            if (Array.Exists(wave.Instances, instance => instance.IsWatched))
            {
                return;
            }

            Leave(chain, wave);
        }
    }

    private bool Begin(WaveChain chain, Wave wave)
    {
        if (chain.Stops is { IsSent: false })
        {
            return false;
        }

        var now = time.GetUtcNow();
        wave.BegunAt = now;
        var transitionTime = wave.IsFollowed ? _order.LongestWait : options.Verification.Timeout;
        foreach (var instance in wave.Instances)
        {
            instance.Watch(now, instance.Decision.Kind == DecisionKind.ActAfterWait ? now + transitionTime : DateTimeOffset.MaxValue);
        }

        RestartLooks(now);
        Log.WaveBegins(logger, wave.Number, chain.GroupText, chain.Action.Name(), wave.Instances.Length);
        return true;
    }

    // The last call of a wave was made, and its time begins.
    private void End(WaveChain chain, Wave wave)
    {
        var now = time.GetUtcNow();
        var limit = wave.IsFollowed ? _order.LongestWait : verifier.TimeFor(chain.Action);
        wave.IsSent = true;
        Array.ForEach(wave.Instances, instance => instance.Watch(now, now + limit));
        Array.ForEach(Array.FindAll(wave.Instances, instance => !instance.IsWatched), instance => instance.Settle());
        RestartLooks(now);
    }

    private void RestartLooks(DateTimeOffset now)
    {
        _interval.Restart();
        _nextLook = now + _interval.Next();
    }

    private void Leave(WaveChain chain, Wave wave)
    {
        var missing = Array.FindAll(wave.Instances, instance => instance.HoldsLaterWaves);
        Log.WaveEnded(
            logger, wave.Number, chain.GroupText, chain.Action.Name(), wave.Instances.Length - missing.Length, wave.Instances.Length);
        if (missing.Length == 0 || !wave.IsFollowed || !Halts)
        {
            chain.MoveNext();
            return;
        }

        var named = missing.Take(NamedInstances).Select(instance => $"{instance.Id} {OutcomeNames.Words(instance.Outcome!.Value)}");
        var more = missing.Length > NamedInstances ? FormattableString.Invariant($" and {missing.Length - NamedInstances} more") : "";
        var wanted = chain.Action == PowerAction.Start ? PowerState.Running : PowerState.Stopped;
        var cause = FormattableString.Invariant(
            $"Wave {wave.Number} ({chain.GroupText}) was not seen {wanted.Ec2Name()}: {string.Join(", ", named)}{more}.");
        foreach (var later in chain.Later)
        {
            if (later.Outcome is null)
            {
                later.Finally(Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, $"{cause} Its own wave was not begun.");
            }

            later.Settle();
        }

        Log.WavesHalted(logger, wave.Number, chain.GroupText, cause);
        chain.End();
    }
}
