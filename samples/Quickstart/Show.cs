using Spectre.Console;
using Stopinator;
using Stopinator.Diagnostics;
using Stopinator.Tool.Picture;

namespace Quickstart;

/// <summary>Prints plans and reports as tables, for a terminal as well as for a log.</summary>
internal static class Show
{
    private const int WidthInLogs = 150;
    private const int LongestText = 1024;

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
                new Text(Clean(decision.Instance?.Name)),
                new Text($"{decision.Wave}"),
                new Text(EnumText.Of(decision.Instance?.State)),
                new Text(EnumText.Of(decision.Kind), decision.Acts ? Color.Green : Color.Grey),
                new Text(Clean(decision.Message)));
        }

        AnsiConsole.Write(table);
        Line($"Plan: {plan}.");
    }

    private static void Report(PowerReport report)
    {
        var table = NewTable("Instance", "Name", "Wave", "Before", "Seen", "Outcome", "Why");
        foreach (var instance in report.Instances)
        {
            table.AddRow(
                new Text(instance.InstanceId),
                new Text(Clean(instance.Name)),
                new Text($"{instance.Wave}"),
                new Text(EnumText.Of(instance.StateBefore)),
                new Text(EnumText.Of(instance.StateSeen)),
                new Text(EnumText.Of(instance.Outcome), instance.IsSuccess ? Color.Green : Color.Red),
                new Text(Clean(instance.Message)));
        }

        AnsiConsole.Write(table);
        Line($"Report: {report}");
    }

    /// <summary>Carries a plan out: a picture in a terminal, a line every few seconds in a log.</summary>
    public static async Task<PowerReport> RunAsync(IInstancePowerService power, PowerPlan plan, CancellationToken cancellationToken)
    {
        var report = await new RunPicture(AnsiConsole.Console, TimeProvider.System, plan).ShowAsync(
            progress => power.ExecuteAsync(plan, progress, cancellationToken));
        Report(report);
        return report;
    }

    // Anybody who may set tags writes names, so none may move the cursor.
    private static string Clean(string? text) => ErrorText.Clean(text, LongestText);

    private static Table NewTable(params string[] columns) =>
        new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded).AddColumns([.. columns.Select(column => new TableColumn(column))]);
}
