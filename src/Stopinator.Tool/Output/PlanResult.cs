using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Writes a plan in each format.</summary>
internal static class PlanResult
{
    public static void Write(IAnsiConsole output, PowerPlan plan, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteRaw(plan.ToJson());
                break;
            case OutputFormat.Ids:
                foreach (var decision in plan.Decisions.Where(decision => decision.Acts))
                {
                    output.WriteRaw(decision.InstanceId);
                }

                break;
            default:
                SheetOf(plan.Decisions).WriteTo(output, format == OutputFormat.Markdown);
                output.WriteNote($"{plan}.");
                break;
        }
    }

    /// <summary>Writes the plan before the question: what is acted on comes first, and rows after a number are counted.</summary>
    public static void WriteShort(IAnsiConsole messages, PowerPlan plan, int rows)
    {
        SheetOf(plan.Decisions.OrderByDescending(decision => decision.Acts)).WriteTo(messages, most: rows);
        messages.WriteNote($"{plan}.");
    }

    private static Sheet SheetOf(IEnumerable<InstanceDecision> decisions)
    {
        InstanceDecision[] all = [.. decisions];
        var waves = WaveColumns.Of(all.Select(decision => (decision.Wave, decision.Group)));
        var sheet = new Sheet(Titles(waves));
        foreach (var decision in all)
        {
            sheet.Add(Row(decision, waves));
        }

        return sheet;
    }

    /// <summary>The titles of the cells of <see cref="Row"/>.</summary>
    public static IReadOnlyList<string> Titles(WaveColumns waves) => ["Instance", "Name", .. waves.Titles, "State", "Decision", "Why"];

    /// <summary>Returns the cells of a decision.</summary>
    public static IReadOnlyList<Cell> Row(InstanceDecision decision, WaveColumns waves) =>
    [
        decision.InstanceId,
        decision.Instance?.Name,
        .. waves.Cells(decision.Wave, decision.Group),
        EnumText.Of(decision.Instance?.State),
        new Cell(WordOf(decision), ColorOf(decision)),
        decision.Message,
    ];

    private static string WordOf(InstanceDecision decision) =>
        decision.Kind == DecisionKind.Act ? EnumText.Of(decision.Action) : EnumText.Of(decision.Kind);

    private static Color ColorOf(InstanceDecision decision) =>
        decision.Acts ? Color.Green : decision.Kind is DecisionKind.NotFound or DecisionKind.Invalid ? Color.Red : Color.Grey;
}
