using System.Globalization;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The page that a describe requests. Pages of instances count instances, not reservations.</summary>
internal sealed class Page
{
    private const int Smallest = 5;

    private readonly ulong _query;
    private readonly int? _size;

    private Page(ulong query, int? size, long after) => (_query, _size, After) = (query, size, after);

    /// <summary>The last position that earlier pages have covered.</summary>
    public long After { get; }

    /// <summary>Reads the request for a page.</summary>
    /// <param name="query">The request.</param>
    /// <param name="region">The region that has issued the page tokens.</param>
    /// <param name="ids">The set of ids that cannot be read in pages: its name, and the ids that the request names.</param>
    /// <param name="largest">The greatest size of a page.</param>
    public static Page Read(Query query, Region region, (string Set, IReadOnlyList<string> Given) ids, int largest)
    {
        var size = query.Number("MaxResults");
        var token = query.Optional("NextToken");
        if (ids.Given.Count > 0 && (size is not null || !string.IsNullOrEmpty(token)))
        {
            throw Ec2Errors.InvalidCombination(ids.Set, size is not null ? "maxResults" : "nextToken");
        }

        if (size < Smallest || size > largest)
        {
            var expected = size < Smallest ? $"greater than {Smallest}" : $"less than or equal to {largest}";
            throw Ec2Errors.InvalidValue("maxResults", size.Value.ToString(CultureInfo.InvariantCulture), $"Expecting a value {expected}.");
        }

        var fingerprint = query.Fingerprint();
        return new(fingerprint, size, string.IsNullOrEmpty(token) ? 0 : region.PageTokens.Read(token, fingerprint));
    }

    /// <summary>Takes the items of this page, and creates the token for the next page.</summary>
    public (List<T> Found, string? NextToken) Take<T>(
        Region region, IEnumerable<T> candidates, Func<T, long> positionOf, Func<T, bool> matches)
    {
        var page = new List<T>();
        var counted = 0;
        var last = After;
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

            last = positionOf(candidate);
            if (isMatch)
            {
                page.Add(candidate);
            }
        }

        return (page, null);
    }
}
