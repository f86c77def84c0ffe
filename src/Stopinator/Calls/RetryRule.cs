using Stopinator.Diagnostics;

namespace Stopinator.Calls;

/// <summary>The number of attempts and the waits that an error allows.</summary>
/// <param name="MaxAttempts">The largest number of times the call is sent.</param>
/// <param name="FirstDelay">The bound of the first wait. It doubles with each attempt.</param>
internal sealed record RetryRule(int MaxAttempts, TimeSpan FirstDelay)
{
    private static readonly RetryRule Never = new(1, TimeSpan.Zero);

    /// <summary>Returns the rule for an error. A call that must not happen twice is not retried once it may have happened.</summary>
    public static RetryRule For(Ec2Exception error, bool mayRepeat, RetryOptions options) =>
        error.Kind switch
        {
            Ec2ErrorKind.Throttled => new RetryRule(int.MaxValue, options.ThrottlingDelay),
            Ec2ErrorKind.Server or Ec2ErrorKind.AnswerLost =>
                mayRepeat ? new RetryRule(options.MaxAttempts, options.TransientDelay) : Never,
            Ec2ErrorKind.NotSent => new RetryRule(options.MaxAttempts, options.ConnectionDelay),

            // EC2 did nothing. From this error the SDK learns how far the machine's clock is off, and it signs the next attempt by EC2's
            // clock.
            _ when error.Code == Ec2ErrorCode.RequestExpired => new RetryRule(2, TimeSpan.Zero),
            _ => Never,
        };

    /// <summary>Returns a random wait between zero and the bound, so that callers that failed together do not return together.</summary>
    public TimeSpan Delay(int failedAttempts, TimeSpan maxDelay, double chance)
    {
        var bound = Math.Min(maxDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(failedAttempts - 1, 30)));
        return TimeSpan.FromSeconds(bound * chance);
    }
}
