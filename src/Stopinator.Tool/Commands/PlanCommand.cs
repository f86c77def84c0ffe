using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Shows what an action would do to each instance, and why.</summary>
internal sealed class PlanCommand : ToolCommand
{
    private readonly PowerAction _action;
    private readonly Argument<InstanceSelector> _selector = SelectorArgument.Required();
    private readonly TargetsOption _targets = new();
    private readonly OutOption _out = new("plan");
    private readonly RequestOptions _request;

    public PlanCommand(PowerAction action)
        : base(EnumText.Of(action), $"Shows what a {EnumText.Of(action)} would do to each instance, and why. It changes nothing.")
    {
        _action = action;
        Add(_selector);
        Add(_targets);
        _request = new RequestOptions(this, action, executes: false);
        Add(_out);
    }

    public override string Example => $"stopinator plan {EnumText.Of(_action)} \"tag:Env=dev except tag:KeepRunning\"";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = _request.Create(context, context.Value(_selector)!);
        using var list = await _targets.OpenAsync(context, cancellationToken);
        if (list is not null)
        {
            var plans = await Failure.AskAsync(
                () => list.Power.PlanAsync(list.Requests(request), planner: null, cancellationToken));
            await _out.WriteAsync(context, plans.ToJson());
            return TargetActing.Show(context, plans);
        }

        var plan = await Failure.AskAsync(() => context.Power.PlanAsync(request, cancellationToken));
        PlanResult.Write(context.Output, plan, context.Format);
        return await _out.WriteAsync(context, plan.ToJson()) ? ExitCode.Done : ExitCode.Failed;
    }
}
