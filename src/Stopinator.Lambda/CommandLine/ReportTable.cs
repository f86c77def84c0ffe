using System.Text;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.CommandLine;

/// <summary>
/// Writes a report as a table for people. Anybody who may set tags writes names, so no cell may move the cursor or begin a line.
/// </summary>
internal static class ReportTable
{
    // A name is the value of a tag, which has at most 256 characters.
    private const int LongestCell = 1024;

    public static string Of(PowerReport report)
    {
        if (report.Instances.IsEmpty)
        {
            return report.ToString();
        }

        // Waves take a column only where there are any.
        var isOrdered = report.Instances.Any(instance => instance.Wave is not null);
        string[][] rows =
        [
            ["instance", "name", .. isOrdered ? ["wave"] : Array.Empty<string>(), "before", "outcome", "why"],
            .. report.Instances.Select(instance => new[]
            {
                [instance.InstanceId, instance.Name ?? ""],
                isOrdered ? [WaveOf(instance)] : Array.Empty<string>(),
                [instance.StateBefore is { } before ? EnumText.Of(before) : "", EnumText.Of(instance.Outcome), instance.Message],
            }.SelectMany(cells => cells).Select(cell => ErrorText.Clean(cell, LongestCell)).ToArray()),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            table.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return table.AppendLine().Append(report).ToString();
    }

    private static string WaveOf(InstanceOutcome instance) =>
        instance.Wave is { } wave ? FormattableString.Invariant($"{instance.Group} {wave}").TrimStart() : "";
}
