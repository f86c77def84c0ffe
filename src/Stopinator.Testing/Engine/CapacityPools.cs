using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Engine;

/// <summary>Counts the instances of a type that fit into a zone.</summary>
internal sealed class CapacityPools
{
    private readonly Dictionary<(string Type, string Zone), int> _declaredFree = [];
    private readonly Dictionary<(string Type, string Zone), int> _limits = [];

    /// <summary>Declares free slots, in addition to those that are occupied at the next <see cref="Settle"/>.</summary>
    public void Declare(string instanceType, string zone, int freeSlots) => _declaredFree[(instanceType, zone)] = freeSlots;

    public void Settle(IEnumerable<Instance> instances)
    {
        if (_declaredFree.Count > 0)
        {
            var occupied = CountOccupied(instances);
            foreach (var (pool, free) in _declaredFree)
            {
                _limits[pool] = free + occupied.GetValueOrDefault(pool);
            }

            _declaredFree.Clear();
        }
    }

    /// <summary>Rejects a start that needs more slots than one of its pools has.</summary>
    public void Check(IEnumerable<Instance> toStart, Func<IEnumerable<Instance>> instances)
    {
        if (_limits.Count == 0)
        {
            return;
        }

        var occupied = CountOccupied(instances());
        foreach (var pool in toStart.CountBy(PoolOf))
        {
            if (_limits.TryGetValue(pool.Key, out var limit) && occupied.GetValueOrDefault(pool.Key) + pool.Value > limit)
            {
                throw Ec2Errors.InsufficientCapacity(pool.Key.Type, pool.Key.Zone);
            }
        }
    }

    /// <summary>Returns the number of additional instances that fit into a pool.</summary>
    public int RoomFor(string instanceType, string zone, Func<IEnumerable<Instance>> instances)
    {
        var pool = (instanceType, zone);
        return _limits.TryGetValue(pool, out var limit)
            ? Math.Max(0, limit - CountOccupied(instances()).GetValueOrDefault(pool))
            : int.MaxValue;
    }

    private static (string Type, string Zone) PoolOf(Instance instance) => (instance.Spec.InstanceType, instance.Spec.Zone);

    private static Dictionary<(string Type, string Zone), int> CountOccupied(IEnumerable<Instance> instances) =>
        instances.Where(instance => instance.IsOccupyingCapacity).CountBy(PoolOf).ToDictionary();
}
