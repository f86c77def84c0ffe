using System.Globalization;
using Spectre.Console;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Output;

namespace Stopinator.Tool.Running;

/// <summary>Carries out the plans of many targets: the question, the run with a line for each target, the report.</summary>
internal sealed class TargetActing(CommandContext context, OutOption outFile)
{
    private const int RowsBeforeQuestion = 40;

    /// <summary>Shows plans and carries nothing out.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(CommandContext context, MultiTargetPlan plan)
    {
        TargetPlanResult.Write(context.Output, plan, context.Format);
        return plan.FailedTargets == 0 ? ExitCode.Done : CodeOfFailures(plan);
    }

    /// <summary>Carries out plans.</summary>
    /// <param name="plan">The plans.</param>
    /// <param name="execute">Executes the plans.</param>
    /// <param name="cancellationToken">Cancels the question. The run has its own.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RefusedException">The person said no, or nobody can be asked.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; its report is written.</exception>
    public async Task<int> RunAsync(
        MultiTargetPlan plan, Func<IProgress<TargetReport>, Task<MultiTargetReport>> execute, CancellationToken cancellationToken)
    {
        if (plan.Targets.All(target => target.Plan is null))
        {
            return Show(context, plan);
        }

        if (plan.ActingCount > 0 && !plan.Targets[0].Asked.Request.DryRun && !context.Yes)
        {
            await AskAsync(plan, cancellationToken);
        }

        try
        {
            var report = await execute(new Lines(context.Messages));
            var isWritten = await WriteAsync(report);
            return isWritten && report.IsSuccess ? ExitCode.Done : ExitCode.Failed;
        }
        catch (MultiTargetCanceledException exception)
        {
            await WriteAsync(exception.Report);
            throw;
        }
    }

    private static int CodeOfFailures(MultiTargetPlan plan) =>
        plan.Targets.All(target => target.Failure is PlanRefusedException) ? ExitCode.Refused : ExitCode.Failed;

    private async Task AskAsync(MultiTargetPlan plan, CancellationToken cancellationToken)
    {
        TargetPlanResult.WriteShort(context.Messages, plan, RowsBeforeQuestion);
        if (!context.CanAsk)
        {
            throw new RefusedException("Nothing was done, because there is no terminal to ask on. --yes acts without asking.");
        }

        var targets = plan.Targets.Count(target => target.Plan is { ActingCount: > 0 });
        var question = new ConfirmationPrompt(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Targets[0].Asked.Request.Action} {plan.ActingCount} of {plan.SelectedCount} instances at {targets} of "
            + $"{plan.Targets.Length} targets?"))
        {
            DefaultValue = false,
        };
        if (!await question.ShowAsync(context.Messages, cancellationToken))
        {
            throw new RefusedException("Nothing was done.");
        }
    }

    private Task<bool> WriteAsync(MultiTargetReport report)
    {
        TargetReportResult.Write(context.Output, report, context.Format);
        var changed = report.Targets.Any(target => target.Report is { DryRun: false, Calls: > 0 });
        return outFile.WriteAsync(context, report.ToJson(), changed);
    }

    /// <summary>Writes a line for each target as it ends. The service makes one call after another.</summary>
    private sealed class Lines(IAnsiConsole messages) : IProgress<TargetReport>
    {
        public void Report(TargetReport value) => messages.WriteNote(value.ToString());
    }
}
