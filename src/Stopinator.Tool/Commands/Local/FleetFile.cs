using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Testing;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Local;

/// <summary>A file of instances for the local endpoint.</summary>
internal sealed record FleetFile
{
    /// <summary>The region that the endpoint plays.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The time that a start takes, in seconds.</summary>
    public double StartSeconds { get; set; } = 3;

    /// <summary>The time that a stop takes, in seconds.</summary>
    public double StopSeconds { get; set; } = 3;

    /// <summary>The instances, in groups of equal ones.</summary>
    public required IReadOnlyList<FleetFileEntry> Instances { get; set; }

    /// <summary>A small fleet with an instance of each kind that makes trouble for scripts.</summary>
    public static FleetFile Demo { get; } = new()
    {
        Instances =
        [
            new() { Name = "web", Count = 4, Tags = TagsOf("dev", "mon-fri 07:00-20:00 Europe/Paris") },
            new() { Name = "build", State = LocalState.Stopped, Tags = TagsOf("dev", "mon-fri 06:30-22:00 Europe/Paris") },
            new() { Name = "scaled", AutoScalingGroup = "web-asg", Tags = TagsOf("dev") },
            new() { Name = "cheap", Spot = true, Tags = TagsOf("dev") },
            new() { Name = "license", StopProtected = true, Tags = TagsOf("dev") },
            new() { Name = "shop", Count = 2, Tags = TagsOf("prod") },
        ],
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">The file cannot be read or is invalid; the message has its path and the reason.</exception>
    public static async Task<FleetFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        const string What = "fleet file";
        var json = await Failure.ReadFileAsync(path, What, cancellationToken);
        return Failure.Parse(path, What, () =>
        {
            var file = Read(json);

            // A dry build: an id that is wrong is found before the endpoint listens.
            using var region = SimulatedEc2.Create(file.Build, file.Options()).CreateHandler();
            return file;
        });
    }

    public SimulatedEc2Options Options() =>
        new() { Region = Region, StartDuration = TimeSpan.FromSeconds(StartSeconds), StopDuration = TimeSpan.FromSeconds(StopSeconds) };

    public void Build(FleetBuilder fleet)
    {
        foreach (var group in Instances)
        {
            fleet.Add(group.Count, group.Apply);
        }
    }

    private static FleetFile Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FleetJson.Default.FleetFile) ?? throw new FormatException("it is null.");
        }
        catch (JsonException exception) when (exception.Path?.Split('.')[^1] is { } name
            && exception.Message.Contains($"'{name}' could not be mapped", StringComparison.Ordinal))
        {
            var (file, group) = (FleetJson.Default.FleetFile.Properties, FleetJson.Default.FleetFileEntry.Properties);
            string[] known = [.. file.Concat(group).Select(one => one.Name)];
            throw new FormatException(
                $"{exception.Path} is not a property; there are {string.Join(", ", known)}.{Suggestion.For(name, known)}", exception);
        }
    }

    private static Dictionary<string, string> TagsOf(string environment, string? schedule = null)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Env"] = environment };
        if (schedule is not null)
        {
            tags["stopinator:schedule"] = schedule;
        }

        return tags;
    }
}

/// <summary>Equal instances of a fleet file.</summary>
internal sealed record FleetFileEntry
{
    public int Count { get; set; } = 1;

    /// <summary>The id, for a single instance; null for the next free one.</summary>
    public string? Id { get; set; }

    /// <summary>The name; several instances are numbered.</summary>
    public string? Name { get; set; }

    public string? Type { get; set; }

    public string? Zone { get; set; }

    public LocalState State { get; set; } = LocalState.Running;

    public IReadOnlyDictionary<string, string> Tags { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    public bool Spot { get; set; }

    public bool StopProtected { get; set; }

    public bool Hibernatable { get; set; }

    public string? AutoScalingGroup { get; set; }

    public void Apply(InstanceBuilder instance, int index)
    {
        _ = State == LocalState.Stopped ? instance.Stopped() : instance.Running();
        _ = Id is null ? instance : instance.WithId(Id);
        _ = Name is null ? instance : instance.Named(Count == 1 ? Name : $"{Name}-{index + 1}");
        _ = Type is null ? instance : instance.OfType(Type);
        _ = Zone is null ? instance : instance.InZone(Zone);
        _ = Spot ? instance.Spot(persistent: false) : instance;
        _ = StopProtected ? instance.StopProtected() : instance;
        _ = Hibernatable ? instance.Hibernatable() : instance;
        _ = AutoScalingGroup is null ? instance : instance.InAutoScalingGroup(AutoScalingGroup);
        foreach (var (key, value) in Tags)
        {
            instance.Tagged(key, value);
        }
    }
}

/// <summary>The state in which an instance of a fleet file begins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LocalState>))]
internal enum LocalState
{
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("stopped")] Stopped,
}

/// <summary>The JSON of a fleet file. An unknown property is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FleetFile))]
internal sealed partial class FleetJson : JsonSerializerContext;
