namespace Stopinator.Execution;

/// <summary>Divides a refused batch in the search for a bad instance.</summary>
internal static class BatchDivision
{
    /// <summary>Returns the parts of a batch that EC2 refused without naming an instance, the last part first.</summary>
    public static InstanceRun[][] Parts(InstanceRun[] batch, Ec2Exception error)
    {
        // A zone lacks capacity of one type, so the batch is divided by type and zone first.
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

    /// <summary>Returns the halves of a batch; a single instance stays as it is.</summary>
    public static IEnumerable<InstanceRun[]> Halves(InstanceRun[] batch) => batch.Chunk(Math.Max(1, batch.Length - (batch.Length / 2)));
}
