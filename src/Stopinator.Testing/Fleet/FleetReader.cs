using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>Reads the JSON document of a fleet.</summary>
internal static class FleetReader
{
    /// <summary>The greatest number of instances in an entry, and of free slots.</summary>
    private const int Most = 100_000;

    private static readonly string[] OfEntry = ["count", "id", .. FleetProperties.Names];

    public static SimulatedFleet Read(DocumentPart document)
    {
        var properties = document.Properties(["$schema", "instances", "capacity"]);
        var entries = document.Required(properties, "instances").Items();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new(
            [.. entries.Select(entry => Group(entry, ids))],
            [.. (properties.TryGetValue("capacity", out var capacity) ? capacity.Items() : []).Select(Capacity)]);
    }

    private static FleetEntry Group(DocumentPart entry, HashSet<string> ids)
    {
        var properties = entry.Properties(OfEntry);
        var count = properties.TryGetValue("count", out var given) ? given.Number(Most) : 1;
        var id = properties.TryGetValue("id", out var part) ? Id(part, count, ids) : null;
        var describe = FleetProperties.Read(properties);
        return new(count, (instance, index) =>
        {
            if (id is not null)
            {
                instance.WithId(id);
            }

            describe(instance, index);
        });
    }

    private static string Id(DocumentPart part, int count, HashSet<string> ids)
    {
        var id = part.Text();
        if (!InstanceIds.IsWellFormed(id))
        {
            throw part.Error($"'{id}' is not an instance id: i- and 8 or 17 hexadecimal digits.");
        }

        if (count != 1)
        {
            throw part.Error("an entry with an id is one instance, so count has to be 1 or missing.");
        }

        return ids.Add(id) ? id : throw part.Error($"another entry has the id '{id}' already.");
    }

    private static FleetCapacity Capacity(DocumentPart entry)
    {
        var properties = entry.Properties(["type", "zone", "freeSlots"]);
        return new(
            entry.Required(properties, "type").NonEmptyText(),
            FleetProperties.Zone(entry.Required(properties, "zone")),
            entry.Required(properties, "freeSlots").Number(Most));
    }
}

/// <summary>Instances that are described together.</summary>
/// <param name="Count">The number of instances.</param>
/// <param name="Describe">Describes one instance; the number counts from 0.</param>
internal sealed record FleetEntry(int Count, Action<InstanceBuilder, int> Describe);

/// <summary>The number of additional instances of a type that fit into a zone.</summary>
internal sealed record FleetCapacity(string InstanceType, string Zone, int FreeSlots);
