using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Reading;

namespace Stopinator.Execution;

/// <summary>
/// Looks again at the instances of a plan that shows to be old. EC2 refuses a batch for one instance whose state does not fit, and names
/// that one only; of a hundred it would take a hundred calls to hear of each.
/// </summary>
internal sealed class StalePlan(PowerRun run, InstanceFinder finder, Func<Ec2Instance, InstanceDecision> decide, ILogger logger)
{
    private int _unfit;

    /// <summary>Told of each refusal; true when one more is worth a describe.</summary>
    public bool Shows(Ec2Exception error, InstanceRun[] named, InstanceRun[] rest)
    {
        _unfit = error.Code is "IncorrectInstanceState" or "IncorrectState" && named.Length > 0 ? _unfit + 1 : 0;
        return _unfit > 1 && rest.Length > 1;
    }

    /// <summary>Decides anew on instances that no call can have changed.</summary>
    /// <returns>The instances to send: those decided as before, and those of which nothing new is known.</returns>
    public async Task<InstanceRun[]> DecideAsync(InstanceRun[] batch, CancellationToken cancellationToken)
    {
        _unfit = 0;
        var open = batch.Where(instance => !instance.IsInDoubt).ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        try
        {
            await foreach (var found in finder.ReadAsync(open.Keys, run.Deadline, cancellationToken).ConfigureAwait(false))
            {
                // One that is due later or to something else than the batch is EC2's to take or to refuse.
                if (found.Instance is { } seen && open.TryGetValue(found.InstanceId, out var instance)
                    && decide(seen) is { Kind: not (DecisionKind.Act or DecisionKind.ActAfterWait) } decision)
                {
                    instance.StateSeen = seen.State;
                    instance.Take(decision);
                }
            }
        }
        catch (Ec2Exception error)
        {
            Log.StatesUnreadable(logger, error.Message);
        }

        return [.. batch.Where(instance => instance.Outcome is null)];
    }
}
