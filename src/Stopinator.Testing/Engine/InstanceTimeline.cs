namespace Stopinator.Testing.Engine;

/// <summary>
/// The past and future versions of one instance. A start adds the pending version now and the running version for later. Nothing therefore
/// has to happen when a transition ends, and a lagging describe looks further back.
/// </summary>
internal sealed class InstanceTimeline
{
    private readonly List<(DateTimeOffset From, Instance? Version)> _versions = [];

    public InstanceTimeline(Instance first, DateTimeOffset from) => _versions.Add((from, first));

    public InstanceCounters Counters { get; set; } = InstanceCounters.None;

    /// <summary>Returns the version at a given time; null before the instance exists and after it has disappeared.</summary>
    public Instance? At(DateTimeOffset time)
    {
        var index = _versions.FindLastIndex(entry => entry.From <= time);
        return index < 0 ? null : _versions[index].Version;
    }

    /// <summary>Makes a version the present one, and removes future versions.</summary>
    public void Set(DateTimeOffset now, Instance? version)
    {
        _versions.RemoveAll(entry => entry.From > now);
        _versions.Add((now, version));
    }

    /// <summary>Adds a future version; null when the instance disappears.</summary>
    public void Schedule(DateTimeOffset time, Instance? version) => _versions.Add((time, version));

    /// <summary>Changes the present version and all future versions.</summary>
    public void Change(DateTimeOffset now, Func<Instance, Instance> change)
    {
        var toCome = _versions.FindAll(entry => entry.From > now);
        if (At(now) is { } present)
        {
            Set(now, change(present));
            _versions.AddRange(toCome.Select(entry => (entry.From, entry.Version is null ? null : change(entry.Version))));
        }
    }

    /// <summary>Removes versions that no call can see any more.</summary>
    public void ForgetBefore(DateTimeOffset time)
    {
        var visible = _versions.FindLastIndex(entry => entry.From <= time);
        if (visible > 0)
        {
            _versions.RemoveRange(0, visible);
        }
    }
}
