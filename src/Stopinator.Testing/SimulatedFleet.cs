using Stopinator.Testing.Fleet;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <summary>A fleet that a JSON document describes, for <see cref="SimulatedEc2"/>.</summary>
/// <remarks>
/// <c>{"instances":[{"count":6,"name":"web-{n}","state":"running","tags":{"Env":"dev"}}]}</c> is six instances, <c>web-1</c> to
/// <c>web-6</c>. The schema is <c>fleet.schema.json</c>, and docs/local-ec2.md describes all properties.
/// </remarks>
/// <example><code>await using var ec2 = await SimulatedEc2.StartAsync(SimulatedFleet.FromJson(json).AddTo);</code></example>
public sealed class SimulatedFleet
{
    private readonly IReadOnlyList<FleetEntry> _groups;
    private readonly IReadOnlyList<FleetCapacity> _capacities;

    internal SimulatedFleet(IReadOnlyList<FleetEntry> groups, IReadOnlyList<FleetCapacity> capacities) =>
        (_groups, _capacities) = (groups, capacities);

    /// <summary>The number of instances.</summary>
    public int Count => _groups.Sum(group => group.Count);

    /// <summary>Reads a fleet. Comments and trailing commas are allowed.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The fleet.</returns>
    /// <exception cref="FormatException">
    /// The document is not valid. The message begins with the path of the invalid value, e.g. <c>$.instances[0].state</c>.
    /// </exception>
    public static SimulatedFleet FromJson(string json) => FleetReader.Read(DocumentPart.Parse(json));

    /// <summary>Reads a fleet from a file.</summary>
    /// <param name="path">The path of the file, which is UTF-8.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The fleet.</returns>
    /// <exception cref="FormatException">The document is not valid. The message begins with the path of the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async Task<SimulatedFleet> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        var json = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return FromJson(json);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Adds the instances to the fleet of a simulation.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <exception cref="ArgumentException">An instance id of the document is already used in the fleet.</exception>
    public void AddTo(FleetBuilder fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        foreach (var (type, zone, freeSlots) in _capacities)
        {
            fleet.WithCapacity(type, fleet.ZoneNamed(zone), freeSlots);
        }

        foreach (var group in _groups)
        {
            fleet.Add(group.Count, group.Describe);
        }
    }
}
