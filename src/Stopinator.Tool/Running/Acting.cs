using Spectre.Console;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Output;
using Stopinator.Tool.Picture;

namespace Stopinator.Tool.Running;

/// <summary>Carries out a plan: the question, the run with its picture, the report.</summary>
internal sealed class Acting(CommandContext context, OutOption outFile)
{
    private const int RowsBeforeQuestion = 40;

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="execute">Executes the plan.</param>
    /// <param name="cancellationToken">Cancels the question. The run has its own.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RefusedException">The person said no, or nobody can be asked.</exception>
    /// <exception cref="PowerCanceledException">The run was cancelled; its report is written.</exception>
    public async Task<int> RunAsync(
        PowerPlan plan, Func<IProgress<PowerProgress>, Task<PowerReport>> execute, CancellationToken cancellationToken)
    {
        if (plan.ActingCount > 0 && !plan.Request.DryRun && !context.Yes)
        {
            await AskAsync(plan, cancellationToken);
        }

        try
        {
            var report = await new RunPicture(context.Messages, context.Time, plan).ShowAsync(execute);
            var isWritten = await WriteAsync(report);
            return isWritten && report.IsSuccess ? ExitCode.Done : ExitCode.Failed;
        }
        catch (PowerCanceledException exception)
        {
            await WriteAsync(exception.Report);
            throw;
        }
    }

    private async Task AskAsync(PowerPlan plan, CancellationToken cancellationToken)
    {
        PlanResult.WriteShort(context.Messages, plan, RowsBeforeQuestion);
        if (!context.CanAsk)
        {
            throw new RefusedException("Nothing was done, because there is no terminal to ask on. --yes acts without asking.");
        }

        var question = new ConfirmationPrompt($"{plan.Request.Action} {plan.ActingCount} of {plan.SelectedCount} instances?")
        {
            DefaultValue = false,
        };
        if (!await question.ShowAsync(context.Messages, cancellationToken))
        {
            throw new RefusedException("Nothing was done.");
        }
    }

    private Task<bool> WriteAsync(PowerReport report)
    {
        ReportResult.Write(context.Output, report, context.Format);
        return outFile.WriteAsync(context, report.ToJson(), changed: !report.DryRun && report.Calls > 0);
    }
}
