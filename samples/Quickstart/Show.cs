using System.Diagnostics;
using Spectre.Console;
using Stopinator;

namespace Quickstart;

/// <summary>Prints plans and reports as tables, for a terminal as well as for a log.</summary>
internal static class Show
{
    private const int WidthInLogs = 150;

    static Show()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthInLogs;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }
    }

    public static void Heading(string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        AnsiConsole.WriteLine();
    }

    public static void Line(string text) => AnsiConsole.WriteLine(text);

    public static void Plan(PowerPlan plan)
    {
        var table = NewTable("Instance", "Name", "Wave", "State", "Decision", "Why");
        foreach (var decision in plan.Decisions)
        {
            table.AddRow(
                new Text(decision.InstanceId),
                new Text(decision.Instance?.Name ?? ""),
                new Text($"{decision.Wave}"),
                new Text(Words(decision.Instance?.State)),
                new Text(Words(decision.Kind), decision.Acts ? Color.Green : Color.Grey),
                new Text(decision.Message));
        }

        AnsiConsole.Write(table);
        Line($"Plan: {plan}.");
    }

    public static void Report(PowerReport? report)
    {
        if (report is null)
        {
            Line("There is nothing to do.");
            return;
        }

        var table = NewTable("Instance", "Name", "Wave", "Before", "Seen", "Outcome", "Why");
        foreach (var instance in report.Instances)
        {
            table.AddRow(
                new Text(instance.InstanceId),
                new Text(instance.Name ?? ""),
                new Text($"{instance.Wave}"),
                new Text(Words(instance.StateBefore)),
                new Text(Words(instance.StateSeen)),
                new Text(Words(instance.Outcome), instance.IsSuccess ? Color.Green : Color.Red),
                new Text(instance.Message));
        }

        AnsiConsole.Write(table);
        Line($"Report: {report}");
    }

    /// <summary>A line for each change, which reads well anywhere.</summary>
    public static IProgress<PowerProgress> Progress() => new ProgressLines();

    private static Table NewTable(params string[] columns) =>
        new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded).AddColumns([.. columns.Select(column => new TableColumn(column))]);

    /// <summary>An enumeration's value in words: <c>AlreadyThere</c> as <c>already there</c>.</summary>
    private static string Words<T>(T? value) =>
        string.Concat((value?.ToString() ?? "").Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private sealed class ProgressLines : IProgress<PowerProgress>
    {
        private readonly Stopwatch _time = Stopwatch.StartNew();

        public void Report(PowerProgress value) =>
            Line($"  {_time.Elapsed.TotalSeconds,4:0.0} s  asked for {value.Requested}, settled {value.Settled} of {value.Selected}, calls sent {value.Calls}");
    }
}
