using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Stopinator.Tests.Shared;

/// <summary>Compares the range that stands beside each option with the validator of the options.</summary>
internal static class OptionRanges
{
    /// <summary>Lists the options whose range is missing, and the values about which range and validator disagree.</summary>
    /// <param name="create">Creates options for a path such as <c>Retry.MaxAttempts</c>, with others that permit every value of it.</param>
    /// <param name="problems">The problems that the validator sees. Those of an option begin with its path.</param>
    /// <param name="unbounded">The options that have no range.</param>
    public static IEnumerable<string> Disagreements<T>(
        Func<string, T> create, Func<T, IEnumerable<string>> problems, params string[] unbounded)
        where T : class
    {
        var options = Options(typeof(T), []).Where(option => !unbounded.Contains(PathOf(option), StringComparer.Ordinal)).ToArray();
        return options.Length == 0
            ? throw new InvalidOperationException($"{typeof(T).Name} has no number and no time.")
            : options.SelectMany(option => Disagreements(option, create, problems));
    }

    private static IEnumerable<string> Disagreements<T>(
        PropertyInfo[] option, Func<string, T> create, Func<T, IEnumerable<string>> problems)
        where T : class
    {
        var path = PathOf(option);
        if (option[^1].GetCustomAttribute<RangeAttribute>() is not { } range)
        {
            yield return $"{path} has no range.";
            yield break;
        }

        foreach (var value in AroundTheBounds(range, option[^1].PropertyType))
        {
            var options = create(path);
            var owner = option[..^1].Aggregate((object)options, (part, property) => property.GetValue(part)!);
            option[^1].SetValue(owner, value);
            var isRefused = problems(options).Any(problem => problem.StartsWith($"{path} ", StringComparison.Ordinal));
            if (range.IsValid(value) == isRefused)
            {
                yield return $"{path} = {value}: the range {(isRefused ? "takes" : "refuses")} it, unlike the validator.";
            }
        }
    }

    private static IEnumerable<PropertyInfo[]> Options(Type type, PropertyInfo[] parents) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany<PropertyInfo, PropertyInfo[]>(property =>
            IsBounded(property.PropertyType) && property.CanWrite ? [[.. parents, property]]
            : property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
                ? Options(property.PropertyType, [.. parents, property])
            : []);

    private static bool IsBounded(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var value
        && (value == typeof(int) || value == typeof(double) || value == typeof(TimeSpan));

    private static IEnumerable<object> AroundTheBounds(RangeAttribute range, Type type)
    {
        double[] bounds = [Convert.ToDouble(range.Minimum, null), Convert.ToDouble(range.Maximum, null)];
        return type == typeof(TimeSpan)
            ? bounds.Select(TimeSpan.FromSeconds)
                .SelectMany(bound => (TimeSpan[])[bound - TimeSpan.FromTicks(1), bound, bound + TimeSpan.FromTicks(1)])
                .Cast<object>()
            : type == typeof(int)
                ? bounds.SelectMany(bound => (double[])[bound - 1, bound, bound + 1])
                    .Where(bound => bound is >= int.MinValue and <= int.MaxValue)
                    .Select(bound => (object)(int)bound)
                : bounds.SelectMany(bound => (double[])[Math.BitDecrement(bound), bound, Math.BitIncrement(bound)]).Cast<object>();
    }

    private static string PathOf(IEnumerable<PropertyInfo> option) => string.Join('.', option.Select(property => property.Name));
}
