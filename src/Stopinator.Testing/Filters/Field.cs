namespace Stopinator.Testing.Filters;

/// <summary>Returns true when any of the values of a filter's field satisfies a condition. An absent value satisfies none.</summary>
internal delegate bool Field<in T>(T item, Func<string, bool> condition);

/// <summary>The fields that several describes have.</summary>
internal static class Field
{
    /// <summary>Returns a field with one value, or none where the value is null.</summary>
    public static Field<T> One<T>(Func<T, string?> read) => (item, condition) => read(item) is { } value && condition(value);

    /// <summary>Returns the field of a filter <c>tag:key</c>. The key is taken literally; only values may hold wildcards.</summary>
    public static Field<T> Tag<T>(string filter, Func<T, IReadOnlyDictionary<string, string>> tags)
    {
        var key = filter["tag:".Length..];
        return (item, condition) => tags(item).TryGetValue(key, out var value) && condition(value);
    }

    public static bool IsTag(string filter) => filter.StartsWith("tag:", StringComparison.Ordinal);

    public static string Text(bool value) => value ? "true" : "false";
}
