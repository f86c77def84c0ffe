namespace Stopinator.Execution;

/// <summary>Divides a batch in which a bad instance is searched.</summary>
internal static class BatchDivision
{
    /// <summary>The parts of a batch that EC2 refused without naming an instance, the last one first.</summary>
    public static InstanceRun[][] Parts(InstanceRun[] batch, Ec2Exception error)
    {
        // Capacity is short of a type in a zone, so the others are freed of it first.
        if (error.Kind == Ec2ErrorKind.Capacity)
        {
            var pools = batch
                .GroupBy(instance => (instance.Before?.InstanceType, instance.Before?.AvailabilityZone))
                .Select(pool => pool.ToArray())
                .ToArray();
            if (pools.Length > 1)
            {
                return pools;
            }
        }

        return [.. Halves(batch).Reverse()];
    }

    /// <summary>The halves of a batch; of a single instance, that one.</summary>
    public static IEnumerable<InstanceRun[]> Halves(InstanceRun[] batch) => batch.Chunk(Math.Max(1, batch.Length - (batch.Length / 2)));
}
