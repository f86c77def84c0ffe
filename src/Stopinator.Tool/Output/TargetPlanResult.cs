using Spectre.Console;

namespace Stopinator.Tool.Output;

/// <summary>Writes the plans of many targets in each format, as one table.</summary>
internal static class TargetPlanResult
{
    public static void Write(IAnsiConsole output, MultiTargetPlan plan, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteRaw(plan.ToJson());
                break;
            case OutputFormat.Ids:
                foreach (var decision in plan.Targets.SelectMany(Decisions).Where(decision => decision.Acts))
                {
                    output.WriteRaw(decision.InstanceId);
                }

                break;
            default:
                SheetOf(plan, isShort: false).WriteTo(output, format == OutputFormat.Markdown);
                output.WriteNote(TargetsText.Of(plan));
                break;
        }
    }

    /// <summary>Writes the plans before the question: what is acted on comes first, and rows after a number are counted.</summary>
    public static void WriteShort(IAnsiConsole messages, MultiTargetPlan plan, int rows)
    {
        SheetOf(plan, isShort: true).WriteTo(messages, most: rows);
        messages.WriteNote(TargetsText.Of(plan));
    }

    private static Sheet SheetOf(MultiTargetPlan plan, bool isShort)
    {
        var waves = WaveColumns.Of(plan.Targets.SelectMany(Decisions).Select(decision => (decision.Wave, decision.Group)));
        var titles = PlanResult.Titles(waves);
        var sheet = new Sheet(["Target", .. titles]);
        var rows = plan.Targets.SelectMany(
            target => target.Plan is null ? [null] : Decisions(target).Cast<InstanceDecision?>(), (target, decision) => (target, decision));
        foreach (var (target, decision) in isShort ? rows.OrderByDescending(row => row.decision?.Acts ?? true) : rows)
        {
            sheet.Add([
                target.Name,
                .. decision is null ? TargetRow.Of(titles.Count, target.Failure!, target.Cure) : PlanResult.Row(decision, waves),
            ]);
        }

        return sheet;
    }

    private static IEnumerable<InstanceDecision> Decisions(TargetPlan target) => target.Plan is { } plan ? plan.Decisions : [];
}

/// <summary>The row of a target that failed.</summary>
internal static class TargetRow
{
    /// <summary>
    /// Returns the cells after the name of the target: a failure stands where the outcome and the reason of an instance stand.
    /// </summary>
    public static IReadOnlyList<Cell> Of(int columns, Exception failure, string? cure) =>
        [.. Enumerable.Repeat<Cell>("", columns - 2), new Cell("failed", Color.Red), $"{failure.Message} {cure}".TrimEnd()];
}
