using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <content>The fleet as it is, and changes to it by somebody else.</content>
public sealed partial class SimulatedEc2
{
    /// <summary>The actual state of all instances, in the order in which they were added; a snapshot.</summary>
    public IReadOnlyList<SimulatedInstance> Instances
    {
        get
        {
            lock (_region.Gate)
            {
                return [.. _region.Timelines.Select(View)];
            }
        }
    }

    /// <summary>The actual state of one instance; a snapshot.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public SimulatedInstance this[string instanceId]
    {
        get
        {
            lock (_region.Gate)
            {
                return View(Find(instanceId));
            }
        }
    }

    /// <summary>Launches one more instance. Describes show the instance after <see cref="SimulatedEc2Options.DescribeLag"/>.</summary>
    /// <param name="instance">Describes what differs from the default.</param>
    /// <returns>The id of the instance.</returns>
    public string Launch(Action<InstanceBuilder>? instance = null) => new FleetBuilder(_region, _region.Now).Add(instance);

    /// <summary>Sets a tag.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void SetTag(string instanceId, string key, string value) => Change(instanceId, instance => instance.WithTag(key, value));

    /// <summary>Removes a tag. A missing tag is not an error.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void RemoveTag(string instanceId, string key) => Change(instanceId, instance => instance.WithoutTag(key));

    /// <summary>Switches stop protection on or off.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="isProtected">True when StopInstances has to fail.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void SetStopProtection(string instanceId, bool isProtected) =>
        Change(instanceId, instance => instance with { StopProtected = isProtected });

    /// <summary>Switches termination protection on or off.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="isProtected">True when TerminateInstances has to fail.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void SetTerminationProtection(string instanceId, bool isProtected) =>
        Change(instanceId, instance => instance with { TerminationProtected = isProtected });

    /// <summary>Puts an instance into a state at once, with the reasons that a user's action would give.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="state">The state.</param>
    /// <param name="settlesAfter">The time after which a transitional state ends; by default only when something else ends it.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void SetState(string instanceId, SimulatedState state, TimeSpan? settlesAfter = null)
    {
        lock (_region.Gate)
        {
            var timeline = Find(instanceId);
            var instance = _region.Current(timeline);
            var now = _region.Now;
            var changed = state switch
            {
                SimulatedState.Pending => instance.Starting(now),
                SimulatedState.Running => (instance.IsOccupyingCapacity ? instance : instance.Starting(now)).Started(),
                _ => instance.Leaving(state, now, StateReason.UserShutdown),
            };
            _region.Update(timeline, changed);
            _region.Settle(timeline, changed, settlesAfter);
        }
    }

    /// <summary>Terminates an instance at once. The instance stays visible as terminated.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void Terminate(string instanceId) => SetState(instanceId, SimulatedState.Terminated);

    /// <summary>Removes an instance altogether: its id is unknown from now on.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public void Remove(string instanceId)
    {
        lock (_region.Gate)
        {
            _region.Update(Find(instanceId), version: null);
        }
    }

    /// <summary>Changes the number of additional instances of a type that fit into a zone, from now on.</summary>
    /// <param name="instanceType">The instance type.</param>
    /// <param name="availabilityZone">The zone.</param>
    /// <param name="freeSlots">The number of additional instances, beyond those that occupy a slot now.</param>
    public void SetCapacity(string instanceType, string availabilityZone, int freeSlots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(freeSlots);
        lock (_region.Gate)
        {
            _region.Capacity.Declare(instanceType, availabilityZone, freeSlots);
            _region.Capacity.Settle(_region.Present());
        }
    }

    private void Change(string instanceId, Func<Instance, Instance> change)
    {
        lock (_region.Gate)
        {
            Find(instanceId).Change(_region.Now, change);
        }
    }

    private InstanceTimeline Find(string instanceId) => _region.TryFind(instanceId, out var timeline)
        ? timeline
        : throw new KeyNotFoundException($"There is no instance '{instanceId}' in the simulated region.");

    private SimulatedInstance View(InstanceTimeline timeline) => new(_region.Current(timeline), timeline.Counters);
}
