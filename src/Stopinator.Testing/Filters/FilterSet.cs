using System.Globalization;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Filters;

/// <summary>
/// The filters of a request. An item has to satisfy each filter, by any of the filter's values. A name that is given twice is two filters.
/// </summary>
internal sealed class FilterSet<T>
{
    /// <summary>Limits from "Filtering" in the EC2 user guide.</summary>
    private const int MaxFilters = 50;
    private const int MaxValues = 200;
    private const int MaxLength = 255;

    private readonly List<Func<T, bool>> _filters = [];

    private FilterSet()
    {
    }

    /// <summary>Reads the filters and checks EC2's limits.</summary>
    /// <param name="query">The request.</param>
    /// <param name="fields">Returns the field of a filter by the filter's name; null for an unknown name.</param>
    public static FilterSet<T> Read(Query query, Func<string, Field<T>?> fields)
    {
        var set = new FilterSet<T>();
        foreach (var prefix in query.Structures("Filter", "Name"))
        {
            var name = query.Required(prefix + ".Name");
            var values = query.List(prefix + ".Value");
            CheckLimits(name, values, set._filters.Count + 1);
            set.Add(fields(name) ?? throw Ec2Errors.InvalidFilter(name), values);
        }

        return set;
    }

    public bool Matches(T item) => _filters.TrueForAll(filter => filter(item));

    private void Add(Field<T> field, List<string> values)
    {
        var patterns = values.ConvertAll(value => new Wildcard(value));
        bool SatisfiesAny(string value) => patterns.Exists(pattern => pattern.Matches(value));
        _filters.Add(item => field(item, SatisfiesAny));
    }

    private static void CheckLimits(string name, List<string> values, int filters)
    {
        if (filters > MaxFilters)
        {
            throw Ec2Errors.FilterLimit(Limit("The maximum number of filters specified on a single call is", MaxFilters));
        }

        if (values.Count > MaxValues)
        {
            throw Ec2Errors.FilterLimit(Limit("The maximum number of filter values specified on a single call is", MaxValues));
        }

        if (name.Length > MaxLength || values.Exists(value => value.Length > MaxLength))
        {
            throw Ec2Errors.FilterLimit(Limit("The maximum length for a filter value is", MaxLength) + " characters");
        }

        if (values.Count == 0)
        {
            throw Ec2Errors.InvalidValue($"The filter '{name}' must have at least one value");
        }
    }

    private static string Limit(string what, int limit) => string.Create(CultureInfo.InvariantCulture, $"{what} {limit}");
}
