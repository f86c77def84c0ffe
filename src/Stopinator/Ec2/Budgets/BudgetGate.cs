using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2.Budgets;

/// <summary>Holds each attempt back until its budget has the tokens, and lets the budget learn from what came of it.</summary>
internal sealed class BudgetGate(TimeProvider time, ILogger logger)
{
    /// <summary>Lets an attempt pass.</summary>
    /// <exception cref="Ec2Exception">Its turn would come after the deadline.</exception>
    public async Task PassAsync(Ec2Attempts attempts, CancellationToken cancellationToken)
    {
        if (attempts.Budget is not { } budget)
        {
            return;
        }

        var wait = budget.Reserve(attempts.Instances);
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        if (wait > attempts.Deadline.LastStart - time.GetUtcNow())
        {
            budget.Return(attempts.Instances);
            throw new Ec2Exception(Ec2ErrorCode.NoTimeForBudget, "EC2's rate limit does not let the call go before the deadline is near.");
        }

        Log.BudgetAwaited(logger, wait.TotalSeconds, attempts.Operation, attempts.Instances);
        try
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            budget.Return(attempts.Instances);
            throw;
        }

        // A wait that was foreseen is not one of the time in which a call is repeated.
        attempts.LastStart = attempts.LastStart < DateTimeOffset.MaxValue - wait ? attempts.LastStart + wait : DateTimeOffset.MaxValue;
        Telemetry.BudgetAwaited(attempts.Operation, wait);
    }

    /// <summary>Tells the budget what came of an attempt that passed.</summary>
    public static void Settle(Ec2Attempts attempts, Ec2Exception? error) => attempts.Budget?.Settle(attempts.Instances, error, attempts.DryRun);
}
