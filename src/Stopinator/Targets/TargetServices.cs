namespace Stopinator.Targets;

/// <summary>
/// Keeps the service of each target. A service with a client of its own that only runs used is disposed after a day without use, so that a
/// long-lived process does not keep the targets of lists that have changed.
/// </summary>
/// <remarks>
/// A service that a caller may hold stays: the one of <see cref="Keep"/>. A service on a client that was handed over stays as well. Nobody
/// disposes such a client, so a second one for the same target would be one more that stays open.
/// </remarks>
internal sealed class TargetServices(Func<PowerTarget, InstancePowerService> make, bool byName, TimeProvider time) : IDisposable
{
    // Longer than the time between two reconciles, which is a day at most.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(25);

    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<TargetIdentity, Entry> _entries = [];
    private long _lastLook = time.GetTimestamp();
    private volatile bool _disposed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Returns what tells one target from another.</summary>
    public TargetIdentity IdentityOf(PowerTarget target) =>
        new(byName ? target.Name : null, target.Region, target.RoleArn, target.ExternalId, target.EndpointUrl);

    /// <summary>Returns the service of a target, which from now on stays until this is disposed of.</summary>
    public InstancePowerService Keep(PowerTarget target) => ServiceOf(EntryOf(target, static entry => entry.IsKept = true));

    /// <summary>Begins a use of services. When it ends, and nothing else uses them, they may be disposed.</summary>
    public TargetUse Begin() => new(this);

    public void Dispose()
    {
        _disposed = true;
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. _entries.Values];
        }

        Dispose(entries);
    }

    private Entry EntryOf(PowerTarget target, Action<Entry> begin)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(MultiTargetPowerService));
        lock (_gate)
        {
            var identity = IdentityOf(target);
            if (!_entries.TryGetValue(identity, out var entry))
            {
                _entries[identity] = entry = new Entry(new(() => make(target)));
            }

            begin(entry);
            entry.LastUse = time.GetTimestamp();
            return entry;
        }
    }

    // Not within the lock: a container may make something for the service, and wait for others meanwhile.
    private InstancePowerService ServiceOf(Entry entry)
    {
        var service = entry.Service.Value;
        if (_disposed)
        {
            // It was made while this was disposed of, so nothing else disposes of it.
            service.Dispose();
            throw new ObjectDisposedException(nameof(MultiTargetPowerService));
        }

        return service;
    }

    private void Release(Entry released)
    {
        KeyValuePair<TargetIdentity, Entry>[] unused = [];
        lock (_gate)
        {
            released.Uses--;
            released.LastUse = time.GetTimestamp();
            if (time.GetElapsedTime(_lastLook) >= LookEvery)
            {
                _lastLook = time.GetTimestamp();
                unused = [.. _entries.Where(pair => IsUnused(pair.Value))];
                Array.ForEach(unused, pair => _entries.Remove(pair.Key));
            }
        }

        Dispose(unused.Select(pair => pair.Value));
    }

    private bool IsUnused(Entry entry) => entry is { Uses: 0, IsKept: false }
        && (!entry.Service.IsValueCreated || entry.Service.Value.OwnsClient)
        && time.GetElapsedTime(entry.LastUse) > KeptFor;

    private static void Dispose(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Service.IsValueCreated))
        {
            entry.Service.Value.Dispose();
        }
    }

    /// <summary>A use of the services of targets.</summary>
    internal sealed class TargetUse(TargetServices services) : IDisposable
    {
        private readonly HashSet<Entry> _used = [];

        /// <summary>Returns the service of a target, which is not disposed before the use ends.</summary>
        public InstancePowerService At(PowerTarget target) =>
            services.ServiceOf(services.EntryOf(target, entry => entry.Uses += _used.Add(entry) ? 1 : 0));

        public void Dispose()
        {
            foreach (var entry in _used)
            {
                services.Release(entry);
            }
        }
    }

    private sealed class Entry(Lazy<InstancePowerService> service)
    {
        public Lazy<InstancePowerService> Service => service;

        public int Uses { get; set; }

        public bool IsKept { get; set; }

        public long LastUse { get; set; }
    }
}

/// <summary>Tells one target from another.</summary>
/// <param name="Name">The name, where clients may differ by it; null where a client follows from the rest.</param>
/// <param name="Region">The region.</param>
/// <param name="RoleArn">The role.</param>
/// <param name="ExternalId">The external id.</param>
/// <param name="EndpointUrl">The endpoint.</param>
internal sealed record TargetIdentity(string? Name, string Region, string? RoleArn, string? ExternalId, Uri? EndpointUrl);
