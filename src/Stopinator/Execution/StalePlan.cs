using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Reading;

namespace Stopinator.Execution;

/// <summary>
/// Looks again at the instances of a plan that proves stale. EC2 refuses a batch for one instance whose state does not fit, and names only
/// that instance. With a hundred such instances, it would take a hundred calls to learn of each.
/// </summary>
internal sealed class StalePlan(PowerRun run, InstanceFinder finder, Func<Ec2Instance, InstanceDecision> decide, ILogger logger)
{
    private int _unfit;

    /// <summary>Records a refusal. Returns true when one more is worth a describe.</summary>
    public bool Shows(Ec2Exception error, InstanceRun[] named, InstanceRun[] rest)
    {
        _unfit = error.Code is "IncorrectInstanceState" or "IncorrectState" && named.Length > 0 ? _unfit + 1 : 0;
        return _unfit > 1 && rest.Length > 1;
    }

    /// <summary>Decides again on instances that no call can have changed.</summary>
    /// <returns>The instances to send: those that are still to be acted on, and those without news.</returns>
    public async Task<InstanceRun[]> DecideAsync(InstanceRun[] batch, CancellationToken cancellationToken)
    {
        _unfit = 0;
        var open = batch.Where(instance => !instance.IsInDoubt).ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        try
        {
            await foreach (var found in finder.ReadAsync(open.Keys, run.Deadline, cancellationToken).ConfigureAwait(false))
            {
                // An instance that is now due later or for another action stays in the batch. EC2 accepts or refuses it.
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
