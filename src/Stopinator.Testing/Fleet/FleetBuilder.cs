using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <summary>Describes the instances that exist when a <see cref="SimulatedEc2"/> starts.</summary>
public sealed class FleetBuilder
{
    private readonly Region _region;
    private readonly DateTimeOffset? _exists;

    /// <summary>Creates a builder for a region.</summary>
    /// <param name="region">The region that receives the instances.</param>
    /// <param name="exists">The time from which describes may show the instances; null for always.</param>
    internal FleetBuilder(Region region, DateTimeOffset? exists = null) => (_region, _exists) = (region, exists);

    /// <summary>Returns the whole name of a zone that is given by its letter in the region, or by its whole name.</summary>
    internal string ZoneNamed(string zone) => ZoneNames.InRegion(_region.Options.Region, zone);

    /// <summary>Adds one instance. The default is a running <c>t3.micro</c> with Linux, on demand, in the region's zone a.</summary>
    /// <param name="instance">Describes what differs from the default.</param>
    /// <returns>The id given by <see cref="InstanceBuilder.WithId"/>, or the next id of <c>i-00000000000000001</c> and so on.</returns>
    /// <exception cref="ArgumentException">The id is malformed or already used.</exception>
    public string Add(Action<InstanceBuilder>? instance = null) => Add(1, (builder, _) => instance?.Invoke(builder))[0];

    /// <summary>Adds one instance with a given id.</summary>
    /// <param name="instanceId">The id: <c>i-</c> and 8 or 17 hexadecimal digits.</param>
    /// <param name="instance">Describes what differs from the default.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The id is malformed or already used.</exception>
    public string Add(string instanceId, Action<InstanceBuilder>? instance = null) => Add(builder =>
    {
        builder.WithId(instanceId);
        instance?.Invoke(builder);
    });

    /// <summary>Adds a number of equal instances that were launched together and share one reservation.</summary>
    /// <param name="count">The number of instances.</param>
    /// <param name="instance">Describes what differs from the default, for each instance.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public IReadOnlyList<string> Add(int count, Action<InstanceBuilder> instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Add(count, (builder, _) => instance(builder));
    }

    /// <summary>Adds a number of instances that were launched together and share one reservation.</summary>
    /// <param name="count">The number of instances.</param>
    /// <param name="instance">Describes what differs from the default, for each instance; the number counts from 0.</param>
    /// <returns>The ids.</returns>
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
                ids[index] = _region.Add(builder.Build(), _exists, builder.SettlesAfter).Spec.Id;
            }

            return ids;
        }
    }

    /// <summary>
    /// Limits the capacity for a type in a zone. A start needs a slot, and an instance that has stopped returns its slot. A call that needs
    /// more slots than are free fails as a whole with <c>InsufficientInstanceCapacity</c>. Types and zones that are not named are
    /// unlimited.
    /// </summary>
    /// <param name="instanceType">The instance type.</param>
    /// <param name="availabilityZone">The zone.</param>
    /// <param name="freeSlots">The number of additional instances that fit, beyond those that run at the start.</param>
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
