using System.CommandLine;
using System.Text.Json;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>A command that loads a saved plan and carries it out: plan, question, run, report.</summary>
internal abstract class SavedPlanCommand : ToolCommand
{
    private readonly Argument<string> _file;
    private readonly TargetsOption? _targets;
    private readonly OutOption _out = new("report");
    private readonly RequestOptions _request;

    private readonly Option<TimeSpan?> _maxAge = new("--max-age")
    {
        Description = "The largest age of the file's content. Default: 24h.",
        HelpName = "time",
        CustomParser = Parsers.Duration,
    };

    protected SavedPlanCommand(string name, string description, string what, TargetsOption? targets = null)
        : base(name, description)
    {
        What = what;
        _file = new("FILE") { Description = $"The {what} as JSON, such as --out wrote it." };
        Add(_file);
        if (targets is not null)
        {
            Add(targets);
        }

        _targets = targets;
        Add(_maxAge);
        _request = new RequestOptions(this, PowerAction.Reconcile, executes: true);
        Add(_out);
    }

    private string What { get; }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var path = context.Value(_file)!;
        var json = await Failure.ReadFileAsync(context.PathOf(path), What, cancellationToken);
        if (Failure.Parse(path, What, () => PlanIn(json, context)) is not { } saved)
        {
            return ExitCode.Done;
        }

        try
        {
            using var list = _targets is null ? null : await _targets.OpenAsync(context, cancellationToken);
            if (list is not null)
            {
                var plans = await Failure.AskAsync(() => list.Power.LoadPlanAsync(
                    saved, list.Targets, request => _request.Create(context, request), context.Value(_maxAge), cancellationToken));
                return await new TargetActing(context, _out).RunAsync(
                    plans, progress => list.Power.ExecuteAsync(plans, progress, cancellationToken), cancellationToken);
            }

            var plan = await Failure.AskAsync(() => context.Power.LoadPlanAsync(
                saved, request => _request.Create(context, request), context.Value(_maxAge), cancellationToken));
            return await new Acting(context, _out).RunAsync(
                plan, progress => context.Power.ExecuteAsync(plan, progress, cancellationToken), cancellationToken);
        }
        catch (JsonException exception)
        {
            throw Failure.Invalid(path, What, exception);
        }
    }

    /// <summary>Returns the saved plan in the content of the file; null when there is nothing to do.</summary>
    /// <exception cref="JsonException">The content is invalid.</exception>
    protected abstract string? PlanIn(string json, CommandContext context);
}

/// <summary>Carries out a plan that <c>plan --out</c> saved.</summary>
internal sealed class ApplyCommand : SavedPlanCommand
{
    public ApplyCommand()
        : base(
            "apply", "Carries out a saved plan, as far as its instances are still in the states of the plan.", "plan", new TargetsOption())
    {
    }

    public override string Example => "stopinator apply plan.json --out report.json";

    protected override string PlanIn(string json, CommandContext context) => json;
}
