using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Stops, starts or reboots instances: plan, question, run, report.</summary>
internal sealed class ActCommand : ToolCommand
{
    private readonly PowerAction _action;
    private readonly Argument<InstanceSelector> _selector = SelectorArgument.Required();
    private readonly TargetsOption _targets = new();
    private readonly OutOption _out = new("report");
    private readonly RequestOptions _request;

    public ActCommand(PowerAction action)
        : base(EnumText.Of(action), $"{Verb(action)} instances: shows the plan, asks, runs, and reports each instance.")
    {
        _action = action;
        Add(_selector);
        Add(_targets);
        _request = new RequestOptions(this, action, executes: true);
        Add(_out);
    }

    public override string Example => $"stopinator {EnumText.Of(_action)} tag:Env=dev --out report.json";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = _request.Create(context, context.Value(_selector)!);
        using var list = await _targets.OpenAsync(context, cancellationToken);
        if (list is not null)
        {
            var plans = await Failure.AskAsync(
                () => list.Power.PlanAsync(list.Requests(request), planner: null, cancellationToken));
            return await new TargetActing(context, _out).RunAsync(
                plans, progress => list.Power.ExecuteAsync(plans, progress, cancellationToken), cancellationToken);
        }

        var plan = await Failure.AskAsync(() => context.Power.PlanAsync(request, cancellationToken));
        return await new Acting(context, _out).RunAsync(
            plan, progress => context.Power.ExecuteAsync(plan, progress, cancellationToken), cancellationToken);
    }

    private static string Verb(PowerAction action) => $"{action}s";
}
