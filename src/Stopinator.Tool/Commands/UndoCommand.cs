using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Turns back what a run did, from its report.</summary>
internal sealed class UndoCommand : SavedPlanCommand
{
    private readonly TargetsOption _targets;

    public UndoCommand()
        : this(new TargetsOption())
    {
    }

    private UndoCommand(TargetsOption targets)
        : base(
            "undo", "Turns back a run from its report: starts what it stopped, and stops what it started.", "report", targets) =>
        _targets = targets;

    public override string Example => "stopinator undo report.json --wait-for-transition";

    protected override string? PlanIn(string json, CommandContext context)
    {
        var isOfTargets = TargetUndo.IsOfTargets(json);
        if (isOfTargets != context.Value(_targets) is not null)
        {
            throw new UsageException(isOfTargets
                ? $"The report is of many targets. Name the document of accounts and regions by {_targets.Name}; nothing was done."
                : $"The report is of one region. Leave {_targets.Name} out; nothing was done.");
        }

        return (isOfTargets ? OfTargets(json, context) : OfRegion(json, context)) ?? Nothing(context);
    }

    private static string? OfTargets(string json, CommandContext context)
    {
        if (TargetUndo.PlanOf(json) is not { } undo)
        {
            return null;
        }

        foreach (var target in undo.Targets)
        {
            WriteLeft(context, target.Plan!, $"{target.Name}: ");
        }

        return undo.ToJson();
    }

    private static string? OfRegion(string json, CommandContext context)
    {
        if (PowerReport.FromJson(json).Undo() is not { } undo)
        {
            return null;
        }

        WriteLeft(context, undo, "");
        return undo.ToJson();
    }

    private static void WriteLeft(CommandContext context, PowerPlan undo, string place)
    {
        foreach (var left in undo.Decisions.Where(decision => !decision.Acts))
        {
            context.Messages.WriteNote($"{place}{left.InstanceId} is not turned back: {left.Message}");
        }
    }

    private static string? Nothing(CommandContext context)
    {
        context.Messages.WriteNote("The run changed nothing; there is nothing to turn back.");
        return null;
    }
}
