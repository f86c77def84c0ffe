using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>Finds the onhour and offhour filters in a file of policies.</summary>
internal static class CustodianFilters
{
    private static readonly string[] Known =
    [
        "type", "tag", "default_tz", "onhour", "offhour", "weekends", "weekends-only", "opt-out", "skip-days", "fallback-schedule",
        "fallback_schedule",
    ];

    /// <summary>Reads the file. The filters of one tag are taken together, since an instance needs both.</summary>
    /// <exception cref="FormatException">The file is not YAML, or a value is invalid.</exception>
    public static IReadOnlyList<CustodianFilter> Read(string text)
    {
        var filters = new Dictionary<string, CustodianFilter>(StringComparer.Ordinal);
        foreach (var filter in FiltersIn(text))
        {
            var tag = Text(filter, "tag") ?? new CustodianOffHoursPolicy().TagKey;
            var known = filters.GetValueOrDefault(tag) ?? new CustodianFilter(new CustodianOffHoursPolicy { TagKey = tag }, []);
            filters[tag] = new(With(known.Policy, filter), [.. known.Notes.Concat(Notes(filter)).Distinct(StringComparer.Ordinal)])
            {
                HasOnHour = known.HasOnHour || Text(filter, "type") == "onhour",
                HasOffHour = known.HasOffHour || Text(filter, "type") == "offhour",
            };
        }

        return [.. filters.Values];
    }

    private static IEnumerable<YamlMappingNode> FiltersIn(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"line {exception.Start.Line}: {exception.Message}"), exception);
        }

        return yaml.Documents
            .SelectMany(document => document.AllNodes)
            .OfType<YamlMappingNode>()
            .Where(node => Text(node, "type") is "onhour" or "offhour");
    }

    private static CustodianOffHoursPolicy With(CustodianOffHoursPolicy policy, YamlMappingNode filter) =>
        policy with
        {
            DefaultTimeZone = Text(filter, "default_tz") ?? policy.DefaultTimeZone,
            OnHour = Number(filter, "onhour") ?? policy.OnHour,
            OffHour = Number(filter, "offhour") ?? policy.OffHour,
            Weekends = Switch(filter, "weekends") ?? policy.Weekends,
            WeekendsOnly = Switch(filter, "weekends-only") ?? policy.WeekendsOnly,
            OptOut = Switch(filter, "opt-out") ?? policy.OptOut,
        };

    private static IEnumerable<string> Notes(YamlMappingNode filter)
    {
        if (Switch(filter, "opt-out") == true)
        {
            yield return "With opt-out, instances without the tag have these hours, too. Set the new tag on them.";
        }

        foreach (var name in filter.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? ""))
        {
            if (name.StartsWith("skip-days", StringComparison.Ordinal) || name.StartsWith("fallback", StringComparison.Ordinal))
            {
                yield return $"{name} is not converted. Write such dates as special days, e.g. 'dec25 off'.";
            }
            else if (!Known.Contains(name))
            {
                yield return $"{ErrorText.Quote(name)} is not converted.";
            }
        }
    }

    private static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    private static int? Number(YamlMappingNode node, string name) =>
        Text(node, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} is {ErrorText.Quote(text)}; it takes an hour from 0 to 23.");

    private static bool? Switch(YamlMappingNode node, string name) =>
        Text(node, name) is not { } text ? null
        : bool.TryParse(text, out var on) ? on
        : throw new FormatException($"{name} is {ErrorText.Quote(text)}; it takes true or false.");
}

/// <summary>The onhour and offhour filters of one tag.</summary>
/// <param name="Policy">Both filters together.</param>
/// <param name="Notes">What is in the filters and is not converted.</param>
internal sealed record CustodianFilter(CustodianOffHoursPolicy Policy, IReadOnlyList<string> Notes)
{
    public bool HasOnHour { get; init; }

    public bool HasOffHour { get; init; }

    public bool IsOneSided => HasOnHour != HasOffHour;
}
