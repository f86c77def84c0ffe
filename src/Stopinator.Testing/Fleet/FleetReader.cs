using System.Globalization;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>Reads the JSON document of a fleet.</summary>
internal static class FleetReader
{
    /// <summary>The greatest number of instances in an entry, and of free slots.</summary>
    private const int Most = 100_000;

    private const int MostInAll = 1_000_000;

    private static readonly string[] OfEntry = ["count", "id", .. FleetProperties.Names];

    public static SimulatedFleet Read(DocumentPart document)
    {
        var properties = document.Properties(["$schema", "instances", "capacity"]);
        if (properties.TryGetValue("$schema", out var schema))
        {
            _ = schema.NonEmptyText();
        }

        var instances = document.Required(properties, "instances");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        FleetEntry[] groups = [.. instances.Items().Select(entry => Group(entry, ids))];
        if (groups.Sum(group => (long)group.Count) is > MostInAll and var sum)
        {
            throw instances.Error(string.Create(
                CultureInfo.InvariantCulture, $"{sum} instances in all are too many; a fleet has at most {MostInAll}."));
        }

        return new(groups, properties.TryGetValue("capacity", out var capacity) ? Capacities(capacity) : []);
    }

    /// <summary>Returns the number of instances of an entry, 1 by default.</summary>
    public static int CountOf(Dictionary<string, DocumentPart> properties) =>
        properties.TryGetValue("count", out var given) ? given.Number(Most) : 1;

    private static FleetEntry Group(DocumentPart entry, HashSet<string> ids)
    {
        var properties = entry.Properties(OfEntry);
        var count = CountOf(properties);
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

    private static List<FleetCapacity> Capacities(DocumentPart list)
    {
        var capacities = new List<FleetCapacity>();
        foreach (var entry in list.Items())
        {
            var properties = entry.Properties(["type", "zone", "freeSlots"]);
            var (type, zone) = (FleetForms.Type(entry.Required(properties, "type")), FleetForms.Zone(entry.Required(properties, "zone")));
            if (capacities.Exists(other => (other.InstanceType, other.Zone) == (type, zone)))
            {
                throw entry.Error($"another entry has the capacity of {type} in zone {zone} already.");
            }

            capacities.Add(new(type, zone, entry.Required(properties, "freeSlots").Number(Most)));
        }

        return capacities;
    }
}

/// <summary>Instances that are described together.</summary>
/// <param name="Count">The number of instances.</param>
/// <param name="Describe">Describes one instance; the number counts from 0.</param>
internal sealed record FleetEntry(int Count, Action<InstanceBuilder, int> Describe);

/// <summary>The number of additional instances of a type that fit into a zone.</summary>
internal sealed record FleetCapacity(string InstanceType, string Zone, int FreeSlots);
