using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Engine;

/// <summary>The fleet of one account in one region. Every caller holds <see cref="Gate"/>.</summary>
/// <param name="options">The options of the simulation.</param>
/// <param name="actions">The names of the actions.</param>
internal sealed class Region(SimulatedEc2Options options, IEnumerable<string> actions)
{
    private static readonly IdErrors OfInstances = new(Ec2Errors.MalformedId, Ec2Errors.NotFound);
    private static readonly IdErrors OfVolumes = new(Ec2Errors.MalformedVolumeId, Ec2Errors.VolumeNotFound);

    private readonly List<InstanceTimeline> _timelines = [];
    private readonly Dictionary<string, InstanceTimeline> _byId = new(StringComparer.Ordinal);
    private DateTimeOffset _describedTime = DateTimeOffset.MinValue;
    private int _reservations;
    private int _nextId = 1;

    public Lock Gate { get; } = new();

    public SimulatedEc2Options Options => options;

    public CapacityPools Capacity { get; } = new();

    public Authorizer Authorizer { get; } = new(options);

    public RateLimits RateLimits { get; } = new(options.TimeProvider, actions);

    public PageTokens PageTokens { get; } = new();

    public LaunchTokens LaunchTokens { get; } = new();

    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>
    /// The time at which describes see the fleet. A lag that grows stops the time, and does not turn it back: versions that nobody could
    /// see any more are forgotten. A clock that is turned back takes the time with it.
    /// </summary>
    private DateTimeOffset DescribedTime
    {
        get
        {
            var now = Now;
            var time = now - options.DescribeLag;
            return _describedTime = time < _describedTime && _describedTime <= now ? _describedTime : time;
        }
    }

    public string NextReservationId() => string.Create(CultureInfo.InvariantCulture, $"r-{++_reservations:x17}");

    /// <summary>Returns a plain running instance that is not yet part of the fleet.</summary>
    public Instance NewInstance(string reservationId, int launchIndex)
    {
        while (_byId.ContainsKey(InstanceIds.Of(_nextId)))
        {
            _nextId++;
        }

        var launched = Now - TimeSpan.FromDays(1);
        return new Instance
        {
            Spec = new InstanceSpec
            {
                CreatedAt = launched,
                Id = InstanceIds.Of(_nextId),
                Sequence = _timelines.Count + 1,
                ReservationId = reservationId,
                LaunchIndex = launchIndex,
                OwnerId = options.AccountId,
                Region = options.Region,
                Zone = options.Region + "a",
            },
            State = SimulatedState.Running,
            Tags = new(StringComparer.Ordinal),
            LaunchTime = launched,
        };
    }

    /// <summary>Adds an instance to the fleet.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="exists">The time from which describes may show the instance; null for always.</param>
    /// <param name="settlesAfter">The time after which its transitional state ends; null for never.</param>
    public Instance Add(Instance instance, DateTimeOffset? exists, TimeSpan? settlesAfter)
    {
        var timeline = new InstanceTimeline(instance, exists ?? DateTimeOffset.MinValue);
        if (!_byId.TryAdd(instance.Spec.Id, timeline))
        {
            throw new ArgumentException($"There is an instance '{instance.Spec.Id}' already.", nameof(instance));
        }

        _timelines.Add(timeline);
        Settle(timeline, instance, settlesAfter);
        return instance;
    }

    /// <summary>The timelines of all instances that exist now.</summary>
    public IEnumerable<InstanceTimeline> Timelines => _timelines.Where(timeline => timeline.At(Now) is not null);

    public IEnumerable<Instance> Present()
    {
        var now = Now;
        return _timelines.Select(timeline => timeline.At(now)).OfType<Instance>();
    }

    /// <summary>Returns the present version of an instance that <see cref="TryFind"/> or <see cref="Targets"/> has found.</summary>
    public Instance Current(InstanceTimeline timeline) =>
        timeline.At(Now) ?? throw new InvalidOperationException("The instance does not exist any more.");

    public bool TryFind(string id, [NotNullWhen(true)] out InstanceTimeline? timeline) =>
        _byId.TryGetValue(id, out timeline) && timeline.At(Now) is not null;

    /// <summary>Returns the instances that describes show, from a position in the fleet on.</summary>
    public IEnumerable<Instance> Described(int afterSequence)
    {
        var time = DescribedTime;
        return _timelines.Skip(afterSequence).Select(timeline => timeline.At(time)).OfType<Instance>();
    }

    /// <summary>Returns the given instances as describes show them. All unknown ids together are one error.</summary>
    public IEnumerable<Instance> Described(IReadOnlyList<string> ids)
    {
        var time = DescribedTime;
        return Known(ids, InstanceIds.WellFormed, id => _byId.GetValueOrDefault(id)?.At(time), OfInstances)
            .OrderBy(instance => instance.Spec.Sequence);
    }

    /// <summary>Returns the instances on which a call acts. All unknown ids together are one error.</summary>
    public List<InstanceTimeline> Targets(IReadOnlyList<string> ids) =>
        Known(ids, InstanceIds.WellFormed, id => TryFind(id, out var timeline) ? timeline : null, OfInstances);

    /// <summary>Returns the instances whose root volumes have the given ids. All unknown ids together are one error.</summary>
    public List<InstanceTimeline> TargetsOfVolumes(IReadOnlyList<string> volumeIds) =>
        Known(volumeIds, InstanceIds.OfVolume, id => TryFind(id, out var found) && Current(found).HasVolume ? found : null, OfVolumes);

    /// <summary>Returns the instances of volumes as describes show them. All unknown ids together are one error.</summary>
    public IEnumerable<Instance> DescribedByVolumes(IReadOnlyList<string> volumeIds)
    {
        var time = DescribedTime;
        return Known(
                volumeIds,
                InstanceIds.OfVolume,
                id => _byId.GetValueOrDefault(id)?.At(time) is { HasVolume: true } instance ? instance : null,
                OfVolumes)
            .OrderBy(instance => instance.Spec.Sequence);
    }

    public void Update(InstanceTimeline timeline, Instance? version, Instance? next = null, TimeSpan? after = null)
    {
        var now = Now;
        timeline.Set(now, version);
        if (next is not null && after is not null)
        {
            timeline.Schedule(now + after.Value, next);
        }

        timeline.ForgetBefore(DescribedTime);
    }

    /// <summary>Schedules the end of an instance's transitional state, if it has one.</summary>
    public void Settle(InstanceTimeline timeline, Instance instance, TimeSpan? settlesAfter)
    {
        if (settlesAfter is not null)
        {
            timeline.Schedule(Now + settlesAfter.Value, instance.State switch
            {
                SimulatedState.Pending => instance.Started(),
                SimulatedState.Stopping => instance with { State = SimulatedState.Stopped },
                SimulatedState.ShuttingDown => instance with { State = SimulatedState.Terminated },
                _ => instance,
            });
        }
    }

    private static List<T> Known<T>(IReadOnlyList<string> ids, Func<string, string?> toInstanceId, Func<string, T?> find, IdErrors errors)
        where T : class
    {
        var known = new List<T>(ids.Count);
        var unknown = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (find(toInstanceId(id) ?? throw errors.Malformed(id)) is { } found)
            {
                known.Add(found);
            }
            else
            {
                unknown.Add(id);
            }
        }

        return unknown.Count == 0 ? known : throw errors.NotFound(unknown);
    }

    /// <summary>The errors for ids of one kind.</summary>
    private sealed record IdErrors(Func<string, SimulatedError> Malformed, Func<IReadOnlyList<string>, SimulatedError> NotFound);
}
