using System.Collections.Immutable;

namespace Stopinator.Lambda.Targets;

/// <summary>
/// Orders the targets of a run: first those that the last run of this process left, then the rest, of which each run begins with another.
/// </summary>
internal sealed class TargetOrder
{
    private ImmutableHashSet<string> _left = [];

    /// <summary>Returns the requests in the order of a run.</summary>
    /// <param name="requests">The requests, in an order that is the same at every run.</param>
    /// <param name="at">The time of the run.</param>
    /// <param name="interval">The time between two runs.</param>
    public IEnumerable<TargetRequest> Of(IEnumerable<TargetRequest> requests, DateTimeOffset at, TimeSpan interval)
    {
        var left = _left;
        return TargetRotation.At(requests, at, interval).OrderByDescending(one => left.Contains(one.Target.ToString()));
    }

    /// <summary>Keeps which targets a run left.</summary>
    public void Keep(IEnumerable<TargetRequest> left) => _left = [.. left.Select(one => one.Target.ToString())];
}
