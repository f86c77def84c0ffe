using System.Globalization;
using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Writes a report in each format.</summary>
internal static class ReportResult
{
    public static void Write(IAnsiConsole output, PowerReport report, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteRaw(report.ToJson());
                break;
            case OutputFormat.Ids:
                foreach (var instance in report.Instances.Where(instance => instance.Outcome is Outcome.Reached or Outcome.Accepted))
                {
                    output.WriteRaw(instance.InstanceId);
                }

                break;
            default:
                SheetOf(report).WriteTo(output, format == OutputFormat.Markdown);
                output.WriteNote(report.ToString());
                break;
        }
    }

    private static Sheet SheetOf(PowerReport report)
    {
        var waves = WaveColumns.Of(report.Instances.Select(instance => (instance.Wave, instance.Group)));
        var sheet = new Sheet(Titles(waves));
        foreach (var instance in report.Instances)
        {
            sheet.Add(Row(instance, waves));
        }

        return sheet;
    }

    /// <summary>The titles of the cells of <see cref="Row"/>.</summary>
    public static IReadOnlyList<string> Titles(WaveColumns waves) =>
        ["Instance", "Name", .. waves.Titles, "Before", "Seen", "Outcome", "Why"];

    /// <summary>Returns the cells of an outcome.</summary>
    public static IReadOnlyList<Cell> Row(InstanceOutcome instance, WaveColumns waves) =>
    [
        instance.InstanceId,
        instance.Name,
        .. waves.Cells(instance.Wave, instance.Group),
        EnumText.Of(instance.StateBefore),
        EnumText.Of(instance.StateSeen),
        new Cell(EnumText.Of(instance.Outcome), instance.IsSuccess ? Color.Green : Color.Red),
        instance.Message,
    ];
}

/// <summary>The columns of waves and groups, where an order gives them.</summary>
internal sealed class WaveColumns
{
    private readonly bool _hasGroups;

    private WaveColumns(IReadOnlyList<string> titles) => (Titles, _hasGroups) = (titles, titles.Count > 1);

    public IReadOnlyList<string> Titles { get; }

    public static WaveColumns Of(IEnumerable<(int? Wave, string? Group)> instances)
    {
        (int? Wave, string? Group)[] all = [.. instances];
        return new(
            !Array.Exists(all, one => one.Wave is not null) ? []
            : Array.Exists(all, one => one.Group is not null) ? ["Group", "Wave"]
            : ["Wave"]);
    }

    public IEnumerable<Cell> Cells(int? wave, string? group)
    {
        var number = wave?.ToString(CultureInfo.InvariantCulture);
        return Titles.Count == 0 ? [] : _hasGroups ? [group, number] : [number];
    }
}
