using Stopinator.Calls;

namespace Stopinator.Execution;

/// <summary>Cuts the instances to act on into batches that one call can carry.</summary>
internal sealed class BatchCutter(PowerRun run, Ec2Calls ec2, ExecutionOptions options)
{
    /// <summary>
    /// Returns the batches of the instances. Each batch is cut when its turn comes, as large as EC2's limits allow at that moment.
    /// </summary>
    public IEnumerable<InstanceRun[]> Cut(InstanceRun[] acting)
    {
        // Stops go first: EC2 accepts them much faster than starts.
        InstanceRun[] left =
        [
            .. acting.Where(instance => instance.Decision.Action == PowerAction.Stop),
            .. acting.Where(instance => instance.Decision.Action != PowerAction.Stop),
        ];

        // Takes the next group of decisions that one call can carry. This is a loop, since a LINQ grouping would be compiled again in every
        // process.
        while (left is [{ Decision: var first }, ..])
        {
            var alike = Array.FindAll(left, instance => AreAlike(instance.Decision, first));
            left = Array.FindAll(left, instance => !AreAlike(instance.Decision, first));
            var sent = 0;
            while (sent < alike.Length && run.EarlyEnd is null)
            {
                // The batch has at least one instance, so that the call itself finds out that no time is left.
                var size = Math.Max(1, ec2.BatchSize(first.Action, alike.Length - sent, options.MaxBatchSize, run.Deadline));
                yield return alike[sent..(sent + size)];
                sent += size;
            }
        }
    }

    private static bool AreAlike(InstanceDecision one, InstanceDecision other) =>
        one.Action == other.Action && one.StopMode == other.StopMode;
}
