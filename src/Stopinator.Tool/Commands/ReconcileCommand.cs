using System.CommandLine;
using Stopinator.Scheduling;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Holds the tagged fleet to its schedules, once.</summary>
internal sealed class ReconcileCommand : ToolCommand
{
    private readonly Argument<InstanceSelector?> _selector = SelectorArgument.Optional("every instance with a schedule");

    private readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "The instant for which the schedules are asked, e.g. 2026-11-20T21:30+01:00. Default: now.",
        HelpName = "instant",
        CustomParser = Parsers.Instant,
    };

    private readonly Option<bool> _plan = new("--plan") { Description = "Only shows the plan." };
    private readonly TargetsOption _targets = new();
    private readonly OutOption _out = new("--out", "report", "Also writes the report, or with --plan the plan, as JSON to this file.");
    private readonly RequestOptions _request;

    public ReconcileCommand()
        : base("reconcile", "Starts and stops the instances with a schedule as their schedules say, once.")
    {
        Add(_selector);
        Add(_targets);
        Add(_at);
        Add(_plan);
        _request = new RequestOptions(this, PowerAction.Reconcile, executes: true);
        Add(_out);
    }

    public override string Example => "stopinator reconcile tag:Env=dev --plan --at 2026-11-20T21:30+01:00";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        // Nearly all instances are usually in the right state, and are counted.
        var request = _request.Create(context, context.Value(_selector) ?? InstanceSelector.All) with { OmitAlreadyThere = true };
        using var list = await _targets.OpenAsync(context, cancellationToken);
        if (list is not null)
        {
            return await RunAsync(context, list, request, cancellationToken);
        }

        var scheduled = context.Scheduled(context.Value(_at));
        var plan = await Failure.AskAsync(() => scheduled.PlanAsync(request, tick: null, cancellationToken));
        WriteUnknown(context, plan.UnknownSchedules);
        if (context.Value(_plan))
        {
            PlanResult.Write(context.Output, plan.Power, context.Format);
            return await WritePlanAsync(context, plan.Power.ToJson()) ? ExitCode.Done : ExitCode.Failed;
        }

        return await new Acting(context, _out).RunAsync(
            plan.Power,
            async progress => (await scheduled.ExecuteAsync(plan, progress, cancellationToken)).Power,
            cancellationToken);
    }

    private async Task<int> RunAsync(
        CommandContext context, TargetList list, PowerRequest request, CancellationToken cancellationToken)
    {
        var scheduled = list.Scheduled(context.Value(_at));
        var plan = await Failure.AskAsync(() => scheduled.PlanAsync(list.Targets, request, tick: null, cancellationToken));
        WriteUnknown(context, plan.UnknownSchedules);
        foreach (var problem in plan.CatalogProblems)
        {
            context.Messages.WriteNote(problem);
        }

        if (context.Value(_plan))
        {
            var code = TargetActing.Show(context, plan.Power);
            return await WritePlanAsync(context, plan.Power.ToJson()) ? code : ExitCode.Failed;
        }

        return await new TargetActing(context, _out).RunAsync(
            plan.Power,
            async progress => (await scheduled.ExecuteAsync(plan, progress, cancellationToken)).Power,
            cancellationToken);
    }

    private Task<bool> WritePlanAsync(CommandContext context, string json) => _out.WriteAsync(context, json, what: "plan");

    private static void WriteUnknown(CommandContext context, IEnumerable<UnknownSchedule> schedules)
    {
        foreach (var unknown in schedules)
        {
            context.Messages.WriteNote($"{unknown.Message} {unknown.InstanceIds.Length} instances name it in {unknown.TagKey}.");
        }
    }
}
