using System.CommandLine;
using Stopinator.Tool.CommandLine;
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
    private readonly OutOption _out = new("report");
    private readonly RequestOptions _request;

    public ReconcileCommand()
        : base("reconcile", "Starts and stops the instances with a schedule as their schedules say, once.")
    {
        Add(_selector);
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
        var scheduled = context.Scheduled(context.Value(_at));
        var plan = await Failure.AskAsync(() => scheduled.PlanAsync(request, tick: null, cancellationToken));
        foreach (var unknown in plan.UnknownSchedules)
        {
            context.Messages.WriteNote($"{unknown.Message} {unknown.InstanceIds.Length} instances name it in {unknown.TagKey}.");
        }

        if (context.Value(_plan))
        {
            PlanResult.Write(context.Output, plan.Power, context.Format);
            return ExitCode.Done;
        }

        return await new Acting(context, _out).RunAsync(
            plan.Power,
            async progress => (await scheduled.ExecuteAsync(plan, progress, cancellationToken)).Power,
            cancellationToken);
    }
}
