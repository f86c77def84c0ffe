using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The state or the readiness that a run waits for after EC2 accepted a start or a stop.</summary>
/// <remarks>An immutable value; make variants with <c>with</c>. A stop never waits for more than the state.</remarks>
/// <example><code>PowerAwait.StatusChecks.And(new TcpProbe(5432)) with { Time = TimeSpan.FromMinutes(5) }</code></example>
public sealed record PowerAwait
{
    /// <summary>Waits for nothing: the outcome is that EC2 accepted the request.</summary>
    public static PowerAwait Nothing { get; } = new() { Until = AwaitedSign.Nothing };

    /// <summary>Waits until the wanted state is seen.</summary>
    public static PowerAwait State { get; } = new();

    /// <summary>
    /// Waits until the wanted state is seen and, after a start, until EC2's status checks pass: that of the instance, that of the system,
    /// and that of attached EBS volumes where it applies. Needs the permission <c>ec2:DescribeInstanceStatus</c>.
    /// </summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html"/>
    public static PowerAwait StatusChecks { get; } = new() { Until = AwaitedSign.StatusChecks };

    /// <summary>The sign of EC2 that is awaited. Default: the state.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public AwaitedSign Until { get; init; }

    /// <summary>
    /// The longest time of the wait, counted from the last call. Default (null): <see cref="VerificationOptions.Timeout"/> for the state
    /// alone, 10 minutes with status checks or probes. A deadline ends the wait. Between waves <see cref="PowerOrder.WaveTime"/> applies.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The probes that a started instance has to pass. JSON has their names only.</summary>
    [JsonIgnore]
    public ImmutableArray<IReadinessProbe> Probes { get; private init; } = [];

    /// <summary>
    /// The names of the probes. A request that was read from JSON has names without probes. It is refused at planning until
    /// <see cref="And"/> adds the probes again.
    /// </summary>
    public ImmutableArray<string> ProbeNames { get; init; } = [];

    /// <summary>Waits until the wanted state is seen and, after a start, until every probe finds the instance ready.</summary>
    public static PowerAwait Ready(params ReadOnlySpan<IReadinessProbe> probes) => State.And(probes);

    /// <summary>Waits for more probes. A probe takes the place of a name that came from JSON.</summary>
    public PowerAwait And(params ReadOnlySpan<IReadinessProbe> probes)
    {
        foreach (var probe in probes)
        {
            ArgumentNullException.ThrowIfNull(probe, nameof(probes));
        }

        // Each name is read once, so that a probe whose name fails later costs no report.
        ImmutableArray<string> names = [.. NamesOfProbes, .. probes.ToArray().Select(probe => probe.Name)];
        return this with
        {
            Probes = [.. Probes, .. probes],
            NamesOfProbes = names,
            ProbeNames = [.. names.Concat(ProbeNames.IsDefault ? [] : ProbeNames).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Returns true when the other value waits for the same.</summary>
    public bool Equals(PowerAwait? other) =>
        other is not null && Until == other.Until && Time == other.Time && Probes.AsSpan().SequenceEqual(other.Probes.AsSpan())
        && (ProbeNames.IsDefault ? [] : ProbeNames).AsSpan().SequenceEqual((other.ProbeNames.IsDefault ? [] : other.ProbeNames).AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Until, Time, Probes.Length);

    /// <summary>The names of <see cref="Probes"/>, in their order.</summary>
    internal ImmutableArray<string> NamesOfProbes { get; private init; } = [];

    /// <summary>True when a started instance has to be more than running.</summary>
    internal bool AsksForReadiness => Until == AwaitedSign.StatusChecks || Probes.Length > 0;
}

/// <summary>A sign of EC2 that a run waits for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AwaitedSign>))]
public enum AwaitedSign
{
    /// <summary>The wanted state.</summary>
    [JsonStringEnumMemberName("state")]
    State,

    /// <summary>None.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing,

    /// <summary>The wanted state, and EC2's status checks of a started instance.</summary>
    [JsonStringEnumMemberName("status-checks")]
    StatusChecks,
}
