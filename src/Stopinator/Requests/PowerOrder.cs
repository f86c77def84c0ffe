using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>
/// The order in which instances are started and stopped. A wave begins when the previous wave was seen in the wanted state. Starts begin
/// with the lowest number of a wave, stops with the highest.
/// </summary>
/// <remarks>
/// An order applies within a group, and within a target of an <see cref="IMultiTargetPowerService"/>. It never applies across groups or
/// targets. An immutable value; make variants with <c>with</c>.
/// </remarks>
/// <example><code>PowerOrder.ByTag("stopinator:wave", groupBy: "stopinator:group")</code></example>
public sealed record PowerOrder
{
    /// <summary>
    /// The key of the tag that holds the number of an instance's wave, an integer. An instance without the tag is in wave 0. Null when
    /// <see cref="Waves"/> are given.
    /// </summary>
    public string? Tag { get; init; }

    /// <summary>
    /// The key of the tag whose value is an instance's group. The waves of one group do not wait for those of another. Instances without
    /// the tag are one group. Default: none, all instances are one group.
    /// </summary>
    public string? GroupBy { get; init; }

    /// <summary>
    /// The waves as selectors, the first of which is wave 1. An instance is in the first wave that selects it, and in wave 0 when none
    /// does. Empty when <see cref="Tag"/> is given.
    /// </summary>
    public ImmutableArray<InstanceSelector> Waves { get; init; } = [];

    /// <summary>
    /// The longest time that a wave waits for the previous wave, counted from the last call for the previous wave. Default (null): 10
    /// minutes, because a Windows instance may take longer than two minutes to stop. A deadline ends the wait.
    /// </summary>
    public TimeSpan? WaveTime { get; init; }

    /// <summary>
    /// The treatment of the waves after a wave that was not seen in the wanted state. Default (null): halt for a start and a stop, continue
    /// for a reconcile, whose next run is the remedy.
    /// </summary>
    public WaveFailure? OnWaveFailure { get; init; }

    /// <summary>
    /// The instances of an unfinished wave of an earlier run. The run waits for them before a later wave begins, and does not act on them.
    /// <see cref="PowerReport.Remaining"/> sets them. Default: none.
    /// </summary>
    public ImmutableArray<string> AwaitFirst { get; init; } = [];

    /// <summary>Creates an order by the numbers in a tag.</summary>
    /// <param name="key">The key of the tag, e.g. <c>stopinator:wave</c>.</param>
    /// <param name="groupBy">The key of the tag that names the group, e.g. <c>stopinator:group</c>; null for one group.</param>
    public static PowerOrder ByTag(string key, string? groupBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new PowerOrder { Tag = key, GroupBy = groupBy };
    }

    /// <summary>Creates an order of waves. The first wave is started first and stopped last.</summary>
    /// <param name="waves">
    /// The selectors of waves 1, 2 and so on. They accept tags, ids, and filters whose field is read, as a scope does.
    /// </param>
    public static PowerOrder Of(params ReadOnlySpan<InstanceSelector> waves)
    {
        if (waves.IsEmpty)
        {
            throw new ArgumentException("There is no wave.", nameof(waves));
        }

        return new PowerOrder { Waves = [.. waves] };
    }

    /// <summary>Returns true when the other order has the same values.</summary>
    public bool Equals(PowerOrder? other) =>
        other is not null && Tag == other.Tag && GroupBy == other.GroupBy && WaveTime == other.WaveTime
        && OnWaveFailure == other.OnWaveFailure && Same(Waves, other.Waves) && Same(AwaitFirst, other.AwaitFirst);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tag, GroupBy, WaveTime, OnWaveFailure);

    /// <summary>The time that a wave waits for the wave before it.</summary>
    internal TimeSpan LongestWait => WaveTime ?? TimeSpan.FromMinutes(10);

    private static bool Same<T>(ImmutableArray<T> one, ImmutableArray<T> other) =>
        (one.IsDefault ? [] : one).AsSpan().SequenceEqual((other.IsDefault ? [] : other).AsSpan(), EqualityComparer<T>.Default);
}

/// <summary>The treatment of the waves after a wave that was not seen in the wanted state in time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WaveFailure>))]
public enum WaveFailure
{
    /// <summary>Does not begin the later waves of the group: their instances are <see cref="Outcome.NotAttempted"/>.</summary>
    [JsonStringEnumMemberName("halt")]
    Halt,

    /// <summary>Begins the next wave.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,
}
