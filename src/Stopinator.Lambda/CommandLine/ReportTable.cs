using System.Text;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.CommandLine;

/// <summary>
/// Writes a result as a table for people. Anybody who may set tags writes names, so no cell may move the cursor or begin a line.
/// </summary>
internal static class ReportTable
{
    // A name is the value of a tag, which has at most 256 characters.
    private const int LongestCell = 1024;

    public static string Of(CommandResult result)
    {
        var rows = result switch
        {
            RunResult { Report: var report } => [.. report.Instances.Select(instance => new Row(Target: null, instance))],
            TargetsResult many when TargetsFeature.IsSupported => many.Report.Targets.SelectMany(RowsOf).ToArray(),
            _ => [],
        };
        var lines = rows.Length == 0 ? "" : $"{Table(rows)}{Environment.NewLine}";
        return lines + result.Summary;
    }

    private static IEnumerable<Row> RowsOf(TargetReport target) =>
        target.Report?.Instances.Select(instance => new Row(target, instance)) ?? [new Row(target, Instance: null)];

    private static string Table(Row[] rows)
    {
        // Targets and waves take a column only where there are any.
        var hasTargets = Array.Exists(rows, row => row.Target is not null);
        var isOrdered = Array.Exists(rows, row => row.Instance?.Wave is not null);
        string[][] cells =
        [
            Cells("target", "instance", "name", "wave", "before", "outcome", "why"),
            .. rows.Select(row => row.Instance is { } instance
                ? Cells(
                    row.Target?.Name ?? "", instance.InstanceId, instance.Name ?? "", WaveOf(instance),
                    instance.StateBefore is { } before ? EnumText.Of(before) : "", EnumText.Of(instance.Outcome), instance.Message)
                : FailureOf(row.Target!)),
        ];
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in cells)
        {
            table.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return table.ToString();

        string[] FailureOf(TargetReport target) =>
            Cells(target.Name, "", "", "", "", target.ErrorCode ?? "", $"{target.ErrorMessage} {target.Cure}".Trim());

        string[] Cells(string target, string instance, string name, string wave, params string[] rest) =>
        [
            .. new string?[] { hasTargets ? target : null, instance, name, isOrdered ? wave : null }
                .OfType<string>().Concat(rest).Select(cell => ErrorText.Clean(cell, LongestCell)),
        ];
    }

    private static string WaveOf(InstanceOutcome instance) =>
        instance.Wave is { } wave ? FormattableString.Invariant($"{instance.Group} {wave}").TrimStart() : "";

    /// <summary>A row: an instance of a target, or a target without a report.</summary>
    private sealed record Row(TargetReport? Target, InstanceOutcome? Instance);
}
