using System.Globalization;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The page that a describe requests. Pages count instances, not reservations.</summary>
internal sealed class Page
{
    private const int Smallest = 5;
    private const int Largest = 1000;

    private readonly ulong _query;
    private readonly int? _size;

    private Page(ulong query, int? size, int afterSequence) => (_query, _size, AfterSequence) = (query, size, afterSequence);

    /// <summary>The last position in the fleet that earlier pages have covered.</summary>
    public int AfterSequence { get; }

    public static Page Read(Query query, Region region, IReadOnlyList<string> ids)
    {
        var size = query.Number("MaxResults");
        var token = query.Optional("NextToken");
        if (ids.Count > 0 && (size is not null || !string.IsNullOrEmpty(token)))
        {
            throw Ec2Errors.InvalidCombination("instancesSet", size is not null ? "maxResults" : "nextToken");
        }

        if (size is < Smallest or > Largest)
        {
            var expected = size < Smallest ? $"greater than {Smallest}" : $"less than or equal to {Largest}";
            throw Ec2Errors.InvalidValue("maxResults", size.Value.ToString(CultureInfo.InvariantCulture), $"Expecting a value {expected}.");
        }

        var fingerprint = query.Fingerprint();
        return new(fingerprint, size, string.IsNullOrEmpty(token) ? 0 : region.PageTokens.Read(token, fingerprint));
    }

    /// <summary>Takes the instances of this page, and creates the token for the next page.</summary>
    public (List<Instance> Instances, string? NextToken) Take(Region region, IEnumerable<Instance> candidates, Func<Instance, bool> matches)
    {
        var page = new List<Instance>();
        var counted = 0;
        var last = AfterSequence;
        foreach (var candidate in candidates)
        {
            var isMatch = matches(candidate);
            if (!isMatch && !region.Options.SparsePages)
            {
                continue;
            }

            if (counted++ == _size)
            {
                return (page, region.PageTokens.Issue(last, _query));
            }

            last = candidate.Spec.Sequence;
            if (isMatch)
            {
                page.Add(candidate);
            }
        }

        return (page, null);
    }
}
