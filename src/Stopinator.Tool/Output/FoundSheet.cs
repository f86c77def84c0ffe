using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>The table of found instances, with the columns that are asked for.</summary>
internal static class FoundSheet
{
    private const string TagPrefix = "tag:";

    /// <summary>The columns, in the order in which they are shown.</summary>
    public static string[] Names { get; } = ["id", "name", "type", "zone", "state", "since", "schedule"];

    public static Sheet Of(IEnumerable<Ec2Instance> found, IReadOnlyList<string> columns, ScheduledPowerOptions schedules)
    {
        var sheet = new Sheet([.. columns.Select(Title)]);
        foreach (var instance in found)
        {
            sheet.Add([.. columns.Select(column => CellOf(column, instance, schedules))]);
        }

        return sheet;
    }

    /// <summary>Reads names of columns with commas between them.</summary>
    public static string[]? Parse(ArgumentResult result)
    {
        string[] columns = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
        foreach (var column in columns.Where(column => !Names.Contains(column) && !(IsTag(column) && column.Length > TagPrefix.Length)))
        {
            result.AddError(
                $"--columns has {ErrorText.Quote(column)}; it takes {string.Join(", ", Names)}, or tag:<key>."
                + Suggestion.For(column, Names));
        }

        return columns;
    }

    private static bool IsTag(string column) => column.StartsWith(TagPrefix, StringComparison.Ordinal);

    private static string Title(string column) =>
        IsTag(column) ? column[TagPrefix.Length..] : char.ToUpperInvariant(column[0]) + column[1..];

    private static Cell CellOf(string column, Ec2Instance instance, ScheduledPowerOptions schedules) =>
        column switch
        {
            "id" => instance.InstanceId,
            "name" => instance.Name,
            "type" => instance.InstanceType,
            "zone" => instance.AvailabilityZone,
            "state" => new Cell(EnumText.Of(instance.State), ColorOf(instance.State)),
            "since" => Times.Of(Since(instance)),
            "schedule" => schedules.Tags.Select(tag => instance.Tags.GetValueOrDefault(tag.Key)).FirstOrDefault(value => value is not null),
            _ => instance.Tags.GetValueOrDefault(column[TagPrefix.Length..]),
        };

    private static DateTimeOffset? Since(Ec2Instance instance) =>
        instance.State is PowerState.Running or PowerState.Pending ? instance.LaunchTime : instance.StateTransitionTime;

    private static Color ColorOf(PowerState state) =>
        state switch
        {
            PowerState.Running => Color.Green,
            PowerState.Stopped or PowerState.Terminated => Color.Grey,
            _ => Color.Yellow,
        };
}

/// <summary>Instants in tables, in UTC.</summary>
internal static class Times
{
    public static string Of(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
}
