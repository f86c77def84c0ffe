using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <summary>Describes the instances that exist when a <see cref="SimulatedEc2"/> begins.</summary>
public sealed class FleetBuilder
{
    private readonly Region _region;
    private readonly DateTimeOffset? _exists;

    /// <summary>Builds into a region.</summary>
    /// <param name="region">The region that receives the instances.</param>
    /// <param name="exists">Since when describes may show them; null for always.</param>
    internal FleetBuilder(Region region, DateTimeOffset? exists = null) => (_region, _exists) = (region, exists);

    /// <summary>Adds one instance: unless told otherwise a running <c>t3.micro</c> with Linux, on demand, in the region's zone a.</summary>
    /// <param name="instance">What is special about it.</param>
    /// <returns>Its id: that given by <see cref="InstanceBuilder.WithId"/>, or the next of <c>i-00000000000000001</c> and so on.</returns>
    /// <exception cref="ArgumentException">The id is malformed or taken.</exception>
    public string Add(Action<InstanceBuilder>? instance = null) => Add(1, (builder, _) => instance?.Invoke(builder))[0];

    /// <summary>Adds one instance with a given id.</summary>
    /// <param name="instanceId"><c>i-</c> and 8 or 17 hexadecimal digits.</param>
    /// <param name="instance">What is special about it.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The id is malformed or taken.</exception>
    public string Add(string instanceId, Action<InstanceBuilder>? instance = null) => Add(builder =>
    {
        builder.WithId(instanceId);
        instance?.Invoke(builder);
    });

    /// <summary>Adds a number of like instances, launched together: they share one reservation.</summary>
    /// <param name="count">How many.</param>
    /// <param name="instance">What is special about each of them.</param>
    /// <returns>Their ids.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public IReadOnlyList<string> Add(int count, Action<InstanceBuilder> instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Add(count, (builder, _) => instance(builder));
    }

    /// <summary>Adds a number of instances, launched together: they share one reservation.</summary>
    /// <param name="count">How many.</param>
    /// <param name="instance">What is special about each of them; the number counts from 0.</param>
    /// <returns>Their ids.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public IReadOnlyList<string> Add(int count, Action<InstanceBuilder, int> instance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(instance);
        lock (_region.Gate)
        {
            var reservationId = _region.NextReservationId();
            var ids = new string[count];
            for (var index = 0; index < count; index++)
            {
                var builder = new InstanceBuilder(_region.NewInstance(reservationId, index), _region.Now);
                instance(builder, index);
                ids[index] = _region.Add(builder, _exists);
            }

            return ids;
        }
    }

    /// <summary>
    /// Limits the capacity for a type in a zone. A start needs a slot, an instance that has stopped gives its slot back, and a call
    /// that asks for more than there is fails as a whole with <c>InsufficientInstanceCapacity</c>. What is not named is unlimited.
    /// </summary>
    /// <param name="instanceType">The instance type.</param>
    /// <param name="availabilityZone">The zone.</param>
    /// <param name="freeSlots">How many more instances fit, beyond those that run at the beginning.</param>
    /// <returns>This builder.</returns>
    public FleetBuilder WithCapacity(string instanceType, string availabilityZone, int freeSlots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(freeSlots);
        lock (_region.Gate)
        {
            _region.Capacity.Declare(instanceType, availabilityZone, freeSlots);
        }

        return this;
    }
}
