using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>The properties of an entry of the document, each with what it does to an instance.</summary>
internal static class FleetProperties
{
    private static readonly Dictionary<string, SimulatedState> States =
        Enum.GetValues<SimulatedState>().ToDictionary(state => state.ToName(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Action<InstanceBuilder>> SpotKinds = new(StringComparer.Ordinal)
    {
        ["one-time"] = instance => instance.Spot(persistent: false),
        ["persistent"] = instance => instance.Spot(persistent: true),
        ["interrupted"] = instance => instance.InterruptedBySpot(),
    };

    /// <summary>
    /// The properties in the order in which they are applied. Each is read from its value and from all properties of its entry.
    /// </summary>
    private static readonly (string Name, Func<DocumentPart, Dictionary<string, DocumentPart>, Action<InstanceBuilder, int>> Read)[] All =
    [
        ("name", (part, others) => FleetTags.Value(part, others, "Name")),
        ("tags", FleetTags.Read),
        ("schedule", Schedule),
        ("autoScalingGroup", (part, _) => Text(part, (instance, group) => instance.InAutoScalingGroup(group))),
        ("type", (part, _) => Value(FleetForms.Type(part), (instance, type) => instance.OfType(type))),
        ("zone", (part, _) => Zones([part])),
        ("zones", (part, others) => others.ContainsKey("zone")
            ? throw part.Error("zone and zones exclude each other.")
            : part.Items() is { Count: > 0 } zones
                ? Zones(zones)
                : throw part.Error("the list is empty; leave zones out for zone a.")),
        ("vpc", (part, _) => Value(FleetForms.Id(part, "vpc"), (instance, vpc) => instance.InVpc(vpc))),
        ("subnet", (part, _) => Value(FleetForms.Id(part, "subnet"), (instance, subnet) => instance.InSubnet(subnet))),
        ("image", (part, _) => Value(FleetForms.Id(part, "ami"), (instance, image) => instance.WithImage(image))),
        ("keyName", (part, _) => Text(part, (instance, key) => instance.WithKey(key))),
        ("platform", (part, _) => Value(FleetForms.Platform(part), (instance, platform) => instance.Platform(platform))),
        ("architecture", (part, _) => Value(FleetForms.Architecture(part), (instance, name) => instance.WithArchitecture(name))),
        ("tenancy", (part, _) => Value(FleetForms.Tenancy(part), (instance, tenancy) => instance.WithTenancy(tenancy))),
        ("placementGroup", (part, _) => Text(part, (instance, group) => instance.InPlacementGroup(group))),
        ("managedBy", (part, _) => Text(part, (instance, principal) => instance.ManagedBy(principal))),
        ("launchedAt", (part, _) => Time(part, (instance, time) => instance.LaunchedAt(time))),
        ("state", State),
        ("settlesAfterSeconds", (part, others) => others.ContainsKey("state") ? Nothing : throw part.Error("state is missing.")),
        ("stoppedAt", StoppedAt),
        ("spot", Spot),
        ("stopProtected", (part, _) => Flag(part, instance => instance.StopProtected())),
        ("terminationProtected", (part, _) => Flag(part, instance => instance.TerminationProtected())),
        ("hibernatable", (part, _) => Flag(part, instance => instance.Hibernatable())),
        ("instanceStoreRoot", InstanceStoreRoot),
        ("stuckStopping", (part, _) => Flag(part, instance => instance.StuckStopping())),
        ("fallsBackOnStart", (part, _) => Text(part, (instance, code) => instance.FallsBackOnStart(code))),
    ];

    private static Action<InstanceBuilder, int> Nothing => static (_, _) => { };

    public static IEnumerable<string> Names => All.Select(property => property.Name);

    /// <summary>Reads the properties of an entry into a description of its instances, each with its number from 0.</summary>
    public static Action<InstanceBuilder, int> Read(Dictionary<string, DocumentPart> properties)
    {
        var changes = new List<Action<InstanceBuilder, int>>();
        foreach (var (name, read) in All)
        {
            if (properties.TryGetValue(name, out var part))
            {
                changes.Add(read(part, properties));
            }
        }

        return (instance, index) => changes.ForEach(change => change(instance, index));
    }

    private static Action<InstanceBuilder, int> Zones(IReadOnlyList<DocumentPart> parts)
    {
        var zones = parts.Select(FleetForms.Zone).ToArray();
        return (instance, index) => instance.InZoneNamed(zones[index % zones.Length]);
    }

    private static Action<InstanceBuilder, int> Schedule(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        _ = part.NonEmptyText();
        return FleetTags.Value(part, others, FleetTags.Schedule);
    }

    private static Action<InstanceBuilder, int> State(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        TimeSpan? settles = others.TryGetValue("settlesAfterSeconds", out var seconds)
            ? TimeSpan.FromSeconds(seconds.Number(int.MaxValue))
            : null;
        var state = part.OneOf(States);
        if (settles is not null && state is (SimulatedState.Running or SimulatedState.Stopped or SimulatedState.Terminated))
        {
            throw seconds.Error($"the state {state.ToName()} does not end by itself.");
        }

        return (instance, _) => Put(instance, state, settles);
    }

    private static InstanceBuilder Put(InstanceBuilder instance, SimulatedState state, TimeSpan? settles) => state switch
    {
        SimulatedState.Pending => instance.Pending(settles),
        SimulatedState.ShuttingDown => instance.ShuttingDown(settles),
        SimulatedState.Terminated => instance.Terminated(),
        SimulatedState.Stopping => instance.Stopping(settles),
        SimulatedState.Stopped => instance.Stopped(),
        _ => instance.Running(),
    };

    private static Action<InstanceBuilder, int> StoppedAt(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        if (StateOf(others) is not (null or SimulatedState.Stopped))
        {
            throw part.Error("the state is not stopped.");
        }

        return others.TryGetValue("launchedAt", out var launched) && part.Time() < launched.Time()
            ? throw part.Error($"the instance is stopped at {part.Text()}, before its launch at {launched.Text()}.")
            : Time(part, (instance, time) => instance.StoppedAt(time));
    }

    private static Action<InstanceBuilder, int> Spot(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        var change = part.OneOf(SpotKinds);
        var (kind, state) = (part.Text(), StateOf(others));
        if (kind == "interrupted" && state is not (null or SimulatedState.Stopped))
        {
            throw part.Error("an interrupted instance is stopped, and its state is not.");
        }

        return kind == "one-time" && IsStopped(others)
            ? throw part.Error("an instance of a one-time request cannot be stopped, and its state is; a persistent one can.")
            : (instance, _) => change(instance);
    }

    private static Action<InstanceBuilder, int> InstanceStoreRoot(DocumentPart part, Dictionary<string, DocumentPart> others) =>
        part.Flag() && IsStopped(others)
            ? throw part.Error("an instance with an instance store as its root cannot be stopped, and its state is.")
            : Flag(part, instance => instance.InstanceStoreRoot());

    private static SimulatedState? StateOf(Dictionary<string, DocumentPart> properties) =>
        properties.TryGetValue("state", out var state) ? state.OneOf(States) : null;

    private static bool IsStopped(Dictionary<string, DocumentPart> properties) =>
        StateOf(properties) is SimulatedState.Stopped or SimulatedState.Stopping || properties.ContainsKey("stoppedAt");

    private static Action<InstanceBuilder, int> Text(DocumentPart part, Action<InstanceBuilder, string> change) =>
        Value(part.NonEmptyText(), change);

    private static Action<InstanceBuilder, int> Value(string text, Action<InstanceBuilder, string> change) =>
        (instance, _) => change(instance, text);

    private static Action<InstanceBuilder, int> Time(DocumentPart part, Action<InstanceBuilder, DateTimeOffset> change)
    {
        var time = part.Time();
        return (instance, _) => change(instance, time);
    }

    private static Action<InstanceBuilder, int> Flag(DocumentPart part, Action<InstanceBuilder> change) =>
        part.Flag() ? (instance, _) => change(instance) : Nothing;
}
