using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>The properties of an entry of the document, each with what it does to an instance.</summary>
internal static class FleetProperties
{
    private const string ScheduleTag = "stopinator:schedule";

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
        ("name", (part, _) => Pattern(part, (instance, name) => instance.Named(name))),
        ("tags", (part, _) => Tags(part)),
        ("schedule", (part, _) => Text(part, (instance, schedule) => instance.Tagged(ScheduleTag, schedule))),
        ("autoScalingGroup", (part, _) => Text(part, (instance, group) => instance.InAutoScalingGroup(group))),
        ("type", (part, _) => Text(part, (instance, type) => instance.OfType(type))),
        ("zone", (part, _) => Zones([part])),
        ("zones", (part, others) => others.ContainsKey("zone")
            ? throw part.Error("zone and zones exclude each other.")
            : Zones(part.Items())),
        ("vpc", (part, _) => Text(part, (instance, vpc) => instance.InVpc(vpc))),
        ("subnet", (part, _) => Text(part, (instance, subnet) => instance.InSubnet(subnet))),
        ("image", (part, _) => Text(part, (instance, image) => instance.WithImage(image))),
        ("keyName", (part, _) => Text(part, (instance, key) => instance.WithKey(key))),
        ("platform", (part, _) => Text(part, (instance, platform) => instance.Platform(platform))),
        ("architecture", (part, _) => Text(part, (instance, architecture) => instance.WithArchitecture(architecture))),
        ("tenancy", (part, _) => Text(part, (instance, tenancy) => instance.WithTenancy(tenancy))),
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
        ("instanceStoreRoot", (part, _) => Flag(part, instance => instance.InstanceStoreRoot())),
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

    /// <summary>Reads a zone: its letter, or its whole name.</summary>
    public static string Zone(DocumentPart part)
    {
        var zone = part.NonEmptyText();
        return zone.Length > 1 || char.IsAsciiLetterLower(zone[0])
            ? zone
            : throw part.Error($"'{zone}' is not a zone: a letter such as b, or a name such as us-east-1b.");
    }

    private static Action<InstanceBuilder, int> Zones(IReadOnlyList<DocumentPart> parts)
    {
        var zones = parts.Select(Zone).ToArray();
        return (instance, index) =>
        {
            if (zones.Length > 0)
            {
                instance.InZoneNamed(zones[index % zones.Length]);
            }
        };
    }

    private static Action<InstanceBuilder, int> Tags(DocumentPart part)
    {
        var tags = part.Properties().Select(tag => tag.Key.Length > 0
            ? Pattern(tag.Value, (instance, value) => instance.Tagged(tag.Key, value))
            : throw tag.Value.Error("the key of a tag is empty.")).ToList();
        return (instance, index) => tags.ForEach(tag => tag(instance, index));
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

    private static Action<InstanceBuilder, int> StoppedAt(DocumentPart part, Dictionary<string, DocumentPart> others) =>
        !others.TryGetValue("state", out var state) || state.OneOf(States) == SimulatedState.Stopped
            ? Time(part, (instance, time) => instance.StoppedAt(time))
            : throw part.Error("the state is not stopped.");

    private static Action<InstanceBuilder, int> Spot(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        var change = part.OneOf(SpotKinds);
        return part.Text() != "interrupted" || !others.TryGetValue("state", out var state) || state.OneOf(States) == SimulatedState.Stopped
            ? (instance, _) => change(instance)
            : throw part.Error("an interrupted instance is stopped, and its state is not.");
    }

    private static Action<InstanceBuilder, int> Pattern(DocumentPart part, Action<InstanceBuilder, string> change)
    {
        var pattern = NumberedText.Read(part);
        return (instance, index) => change(instance, pattern.For(index + 1));
    }

    private static Action<InstanceBuilder, int> Text(DocumentPart part, Action<InstanceBuilder, string> change)
    {
        var text = part.NonEmptyText();
        return (instance, _) => change(instance, text);
    }

    private static Action<InstanceBuilder, int> Time(DocumentPart part, Action<InstanceBuilder, DateTimeOffset> change)
    {
        var time = part.Time();
        return (instance, _) => change(instance, time);
    }

    private static Action<InstanceBuilder, int> Flag(DocumentPart part, Action<InstanceBuilder> change) =>
        part.Flag() ? (instance, _) => change(instance) : Nothing;
}
