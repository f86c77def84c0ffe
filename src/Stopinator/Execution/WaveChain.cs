using Stopinator.Diagnostics;

namespace Stopinator.Execution;

/// <summary>The waves of one group and one action, in the order in which they begin.</summary>
internal sealed class WaveChain
{
    private const int LongestGroup = 128;
    private readonly Wave[] _waves;
    private int _current;

    private WaveChain(PowerAction action, string? group, Wave[] waves, WaveChain? stops)
    {
        Action = action;
        GroupText = group is null ? "no group" : $"group {ErrorText.Clean(group, LongestGroup)}";
        _waves = waves;
        Stops = stops;
    }

    public PowerAction Action { get; }

    /// <summary>The group in words.</summary>
    public string GroupText { get; }

    /// <summary>The stops of the same group, which are sent before these starts; null without any.</summary>
    public WaveChain? Stops { get; }

    /// <summary>The wave whose turn it is; null when all are over.</summary>
    public Wave? Current => _current < _waves.Length ? _waves[_current] : null;

    /// <summary>The instances of the waves after the current one.</summary>
    public IEnumerable<InstanceRun> Later => _waves.Skip(_current + 1).SelectMany(wave => wave.Instances);

    /// <summary>True when no instance is left to be sent.</summary>
    public bool IsSent => !_waves.Skip(_current).Any(wave => Array.Exists(wave.Instances, instance => instance.Outcome is null));

    /// <summary>Creates the chains of a run. An instance that a later wave waits for is watched, whatever the request awaits.</summary>
    public static WaveChain[] Of(PowerRun run)
    {
        var chains = new List<WaveChain>();
        var ordered = run.Instances.Where(instance => instance.Wave is not null && IsWanted(instance.Decision));
        foreach (var group in ordered.GroupBy(instance => instance.Group, StringComparer.Ordinal))
        {
            // Stops go down the waves, starts go up.
            var stops = Of(PowerAction.Stop, group, waves => waves.OrderByDescending(wave => wave.Key), stops: null);
            var starts = Of(PowerAction.Start, group, waves => waves.OrderBy(wave => wave.Key), stops);
            chains.AddRange([.. stops is null ? [] : new[] { stops }, .. starts is null ? [] : new[] { starts }]);
        }

        return [.. chains];
    }

    public void MoveNext() => _current++;

    /// <summary>Ends the chain without its later waves.</summary>
    public void End() => _current = _waves.Length;

    private static bool IsWanted(InstanceDecision decision) =>
        decision.Kind is DecisionKind.Act or DecisionKind.ActAfterWait or DecisionKind.AlreadyThere or DecisionKind.OnItsWay
            or DecisionKind.AwaitFirst;

    private static WaveChain? Of(
        PowerAction action, IGrouping<string?, InstanceRun> group,
        Func<IEnumerable<IGrouping<int, InstanceRun>>, IEnumerable<IGrouping<int, InstanceRun>>> order, WaveChain? stops)
    {
        var waves = order(group.Where(instance => instance.Decision.Action == action).GroupBy(instance => instance.Wave!.Value))
            .Select(wave => new Wave(wave.Key, [.. wave]))
            .ToArray();
        var isFollowed = false;
        foreach (var wave in waves.Reverse())
        {
            wave.IsFollowed = isFollowed;
            isFollowed |= wave.Instances.Any(instance => instance.Decision.Acts);
        }

        foreach (var instance in waves.Where(wave => wave.IsFollowed).SelectMany(wave => wave.Instances))
        {
            instance.Watching = instance.Watching == Watching.None ? Watching.State : instance.Watching;
        }

        return waves.Length == 0 ? null : new WaveChain(action, group.Key, waves, stops);
    }
}

/// <summary>The instances that are started or stopped together.</summary>
internal sealed class Wave(int number, InstanceRun[] instances)
{
    private readonly HashSet<InstanceRun> _sent = [];

    public int Number { get; } = number;

    public InstanceRun[] Instances { get; } = instances;

    /// <summary>True when a later wave acts, and so waits for this one.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>The time when the wave began; null before.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    /// <summary>True when every instance of the wave was sent, or needs no call.</summary>
    public bool IsSent { get; set; }

    /// <summary>The instances that are to be sent.</summary>
    public IEnumerable<InstanceRun> Unsent =>
        Instances.Where(instance => instance is { Outcome: null, Decision.Kind: DecisionKind.Act } && !_sent.Contains(instance));

    /// <summary>The instances that are between two states, and are acted on afterwards.</summary>
    public IEnumerable<InstanceRun> Waiting =>
        Instances.Where(instance => instance is { Outcome: null, Decision.Kind: DecisionKind.ActAfterWait });

    public void Sent(InstanceRun[] batch) => _sent.UnionWith(batch);
}
