using Microsoft.Extensions.Logging;
using Polly;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2.Budgets;

/// <summary>Holds each attempt back until its budget has the tokens, and lets the budget learn from what came of it.</summary>
internal sealed class BudgetStrategy(TimeProvider time, ILogger logger) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var attempts = Ec2Attempts.Of(context);
        if (attempts.Budget is not { } budget)
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        var wait = budget.Reserve(attempts.Instances);
        if (wait > TimeSpan.Zero && await WaitAsync(budget, attempts, wait, context).ConfigureAwait(context.ContinueOnCapturedContext) is { } failure)
        {
            return Polly.Outcome.FromException<TResult>(failure);
        }

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        if (outcome.Exception is null or Ec2Exception)
        {
            budget.Settle(attempts.Instances, outcome.Exception as Ec2Exception, attempts.DryRun);
        }

        return outcome;
    }

    private async ValueTask<Exception?> WaitAsync(ActionBudget budget, Ec2Attempts attempts, TimeSpan wait, ResilienceContext context)
    {
        if (wait > attempts.Deadline.LastStart - time.GetUtcNow())
        {
            budget.Return(attempts.Instances);
            return new Ec2Exception(Ec2ErrorCode.NoTimeForBudget, "EC2's rate limit does not let the call go before the deadline is near.");
        }

        Log.BudgetAwaited(logger, wait.TotalSeconds, attempts.Operation, attempts.Instances);
        try
        {
            await Task.Delay(wait, time, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException cancelled)
        {
            budget.Return(attempts.Instances);
            return cancelled;
        }

        // A wait that was foreseen is not one of the time in which a call is repeated.
        attempts.LastStart = attempts.LastStart < DateTimeOffset.MaxValue - wait ? attempts.LastStart + wait : DateTimeOffset.MaxValue;
        Telemetry.BudgetAwaited(attempts.Operation, wait);
        return null;
    }
}
