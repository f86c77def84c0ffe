using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;

namespace Stopinator.Calls;

/// <summary>Holds each attempt back until its rate limit has the tokens, and lets the rate limit learn from the result.</summary>
internal sealed class RateLimitGate(TimeProvider time, ILogger logger)
{
    /// <summary>Waits until the rate limit lets the attempt go.</summary>
    /// <exception cref="Ec2Exception">The attempt would have to wait until after the deadline.</exception>
    public async Task AcquireAsync(CallAttempts attempts, CancellationToken cancellationToken)
    {
        if (attempts.RateLimit is not { } rateLimit)
        {
            return;
        }

        var wait = rateLimit.Reserve(attempts.Instances);
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        if (wait > attempts.Deadline.LastStart - time.GetUtcNow())
        {
            rateLimit.Return(attempts.Instances);
            throw new Ec2Exception(
                Ec2ErrorCode.NoTimeForRateLimit, "EC2's rate limit does not let the call go before the deadline is near.");
        }

        Log.RateLimitAwaited(logger, wait.TotalSeconds, attempts.Operation, attempts.Instances);
        try
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            rateLimit.Return(attempts.Instances);
            throw;
        }

        // A wait for the rate limit does not count towards the time in which a call is retried.
        attempts.LastStart = attempts.LastStart < DateTimeOffset.MaxValue - wait ? attempts.LastStart + wait : DateTimeOffset.MaxValue;
        Telemetry.RateLimitAwaited(attempts.Operation, wait);
    }

    /// <summary>Tells the rate limit the result of an attempt.</summary>
    public static void Record(CallAttempts attempts, Ec2Exception? error) =>
        attempts.RateLimit?.Record(attempts.Instances, error, attempts.DryRun);
}
