using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Reading;

namespace Stopinator.Execution;

/// <summary>Reads the states of instances repeatedly until every watch can end.</summary>
internal sealed class StateWatcher(PowerRun run, InstanceFinder finder, VerificationOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Looks at instances until no instance is left or the time is over.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="until">The end of the watch.</param>
    /// <param name="check">Receives each state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The error that ended the watch; null when no error did.</returns>
    public async Task<Ec2Exception?> WatchAsync(
        IEnumerable<InstanceRun> instances, DateTimeOffset until, StateCheck check, CancellationToken cancellationToken)
    {
        var left = instances.ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        var interval = new LookInterval(options);
        try
        {
            while (left.Count > 0 && until - time.GetUtcNow() is var remaining && remaining > TimeSpan.Zero)
            {
                // The last look comes at the end.
                var wait = interval.Next();
                await Task.Delay(wait < remaining ? wait : remaining, time, cancellationToken).ConfigureAwait(false);
                await LookAsync(left, run.Deadline.NotAfter(until), check, cancellationToken).ConfigureAwait(false);
                run.ReportProgress();
            }

            return null;
        }
        catch (Ec2Exception error)
        {
            Log.StatesUnreadable(logger, error.Message);
            return error;
        }
    }

    /// <summary>Looks once at instances, and takes out those whose watch can end.</summary>
    /// <exception cref="Ec2Exception">The states could not be read.</exception>
    public async Task LookAsync(
        Dictionary<string, InstanceRun> left, CallDeadline deadline, StateCheck check, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        await foreach (var found in finder.ReadAsync([.. left.Keys], deadline, cancellationToken).ConfigureAwait(false))
        {
            if (!left.TryGetValue(found.InstanceId, out var instance))
            {
                // EC2 returned the instance twice, or an instance that was not asked for.
                continue;
            }

            instance.StateSeen = found.Instance?.State ?? instance.StateSeen;
            instance.LastSeen = found.Instance ?? instance.LastSeen;
            if (check(instance, found.Instance, asOf))
            {
                left.Remove(found.InstanceId);
            }
        }
    }
}

/// <summary>Receives the state that a describe shows of an instance, and returns true when the watch of the instance can end.</summary>
/// <param name="instance">The instance.</param>
/// <param name="seen">The instance as EC2 shows it; null when EC2 does not show it.</param>
/// <param name="asOf">
/// The time when the describe was sent. The state is no newer than the answer to the describe, and may be older than this time by EC2's own
/// lag.
/// </param>
internal delegate bool StateCheck(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf);

/// <summary>The waits between looks at states: each is half as long again as the one before.</summary>
internal sealed class LookInterval(VerificationOptions options)
{
    private TimeSpan _next = options.FirstInterval;

    /// <summary>Returns the next wait.</summary>
    public TimeSpan Next()
    {
        var next = _next;
        _next = next * 1.5 < options.MaxInterval ? next * 1.5 : options.MaxInterval;
        return next;
    }

    /// <summary>Begins again with the first wait.</summary>
    public void Restart() => _next = options.FirstInterval;
}
