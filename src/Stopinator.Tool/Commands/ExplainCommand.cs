using System.CommandLine;
using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Explains one instance: why it is in its state, what its tags ask for, and what a stop would meet.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "The id of the instance, or its name." };

    public ExplainCommand()
        : base("explain", "Explains an instance: its state, its schedule, the next changes, what a stop would meet. It changes nothing.") =>
        Add(_instance);

    public override string Example => "stopinator explain i-0123456789abcdef0";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table, OutputFormat.Json];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var instance = await FindAsync(context, cancellationToken);
        var explanation = await ExplainAsync(context, instance, cancellationToken);
        if (context.Format == OutputFormat.Json)
        {
            context.Output.WriteRaw(JsonSerializer.Serialize(explanation, ToolJson.Default.Explanation));
        }
        else
        {
            explanation.WriteTo(context.Output);
        }

        return ExitCode.Done;
    }

    private async Task<Ec2Instance> FindAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var text = context.Value(_instance)!;
        var found = await context.FindAsync(SelectorOf(text), cancellationToken);
        return found switch
        {
            [var one] => one,
            [] => throw new CheckFailedException($"There is no instance {ErrorText.Quote(text)} in this region."),
            _ => throw new UsageException(
                $"{found.Count} instances are called {ErrorText.Quote(text)}: "
                + string.Join(", ", found.Take(5).Select(one => one.InstanceId))
                + $"{(found.Count > 5 ? ", ..." : "")}. Name one by its id."),
        };
    }

    private static InstanceSelector SelectorOf(string text)
    {
        try
        {
            return text.StartsWith("i-", StringComparison.Ordinal) ? InstanceSelector.ById(text) : InstanceSelector.ByName(text);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(ErrorText.MessageOf(exception), exception);
        }
    }

    private static async Task<Explanation> ExplainAsync(CommandContext context, Ec2Instance instance, CancellationToken cancellationToken)
    {
        var selector = InstanceSelector.ById(instance.InstanceId);
        var preview = InstancePreview.WhatIf(PreviewInstance.Of(instance), context.Schedules, context.Time.GetUtcNow());
        var tag = context.Schedules.Tags.FirstOrDefault(one => instance.Tags.ContainsKey(one.Key));
        var tick = await context.Scheduled().PlanAsync(PowerRequest.Reconcile(selector), cancellationToken: cancellationToken);
        var stop = await context.Power.PlanAsync(PowerRequest.Stop(selector) with { DryRun = true }, cancellationToken);

        // The dry run asks EC2 for the permission, and changes nothing.
        var asked = stop.ActingCount == 0 ? null : await context.Power.ExecuteAsync(stop, progress: null, cancellationToken);
        return new(
            instance,
            tag?.Key,
            tag is null ? null : instance.Tags[tag.Key],
            preview.Explanation,
            tick.Power.Decisions.Select(one => one.Message).FirstOrDefault(),
            [.. (preview.Week?.NextTransitions ?? []).Select(one => new TransitionDocument(one.At, one.From, one.To, one.Decision.Why))],
            [.. (preview.Week?.NextMoments ?? []).Select(one => new MomentDocument(one.At, one.State, one.Source))],
            stop.Decisions.Select(one => one.Message).FirstOrDefault() ?? "The instance is gone.",
            asked?.Instances.Select(one => one.Message).FirstOrDefault());
    }
}
