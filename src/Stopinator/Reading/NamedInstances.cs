using Stopinator.Calls;

namespace Stopinator.Reading;

/// <summary>Instances read by their ids.</summary>
/// <param name="Found">The instances, in the order of the ids. An id that EC2 does not know has no instance.</param>
/// <param name="Unselected">The ids of the instances that the selector does not select.</param>
internal sealed record NamedInstances(IReadOnlyList<FoundInstance> Found, IReadOnlySet<string> Unselected)
{
    /// <summary>Reads instances, and which of them a selector selects.</summary>
    public static async Task<NamedInstances> ReadAsync(
        InstanceFinder finder, IReadOnlyCollection<string> ids, InstanceSelector selector, CallDeadline deadline,
        CancellationToken cancellationToken)
    {
        var byId = new Dictionary<string, Ec2Instance>(StringComparer.Ordinal);
        var unselected = new HashSet<string>(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return new NamedInstances([], unselected);
        }

        var selected = InstanceSelector.ById(ids).And(selector);
        await foreach (var found in finder.FindAsync(selected, deadline, cancellationToken).ConfigureAwait(false))
        {
            Add(found);
        }

        string[] others = [.. ids.Where(id => !byId.ContainsKey(id))];
        if (others.Length > 0)
        {
            await foreach (var found in finder.ReadAsync(others, deadline, cancellationToken).ConfigureAwait(false))
            {
                if (Add(found))
                {
                    unselected.Add(found.InstanceId);
                }
            }
        }

        return new NamedInstances([.. ids.Select(id => new FoundInstance(id, byId.GetValueOrDefault(id)))], unselected);

        bool Add(FoundInstance found) => found.Instance is { } instance && byId.TryAdd(found.InstanceId, instance);
    }
}
