using Stopinator.Diagnostics;

namespace Stopinator.Calls;

/// <summary>Whether and after how long a failed attempt is repeated.</summary>
/// <param name="MaxAttempts">How often the call is sent at most.</param>
/// <param name="FirstDelay">The bound of the first wait; it doubles with each attempt.</param>
internal sealed record RetryRule(int MaxAttempts, TimeSpan FirstDelay)
{
    private static readonly RetryRule Never = new(1, TimeSpan.Zero);

    /// <summary>The rule for an error. A call that must not happen twice is not repeated once it may have happened.</summary>
    public static RetryRule For(Ec2Exception error, bool mayRepeat, RetryOptions options) =>
        error.Kind switch
        {
            Ec2ErrorKind.Throttled => new RetryRule(int.MaxValue, options.ThrottlingDelay),
            Ec2ErrorKind.Server or Ec2ErrorKind.AnswerLost => mayRepeat ? new RetryRule(options.MaxAttempts, options.TransientDelay) : Never,
            Ec2ErrorKind.NotSent => new RetryRule(options.MaxAttempts, options.ConnectionDelay),

            // The SDK learns from it how far the machine's clock is off, and signs the next attempt by EC2's clock. Nothing was done.
            _ when error.Code == Ec2ErrorCode.RequestExpired => new RetryRule(2, TimeSpan.Zero),
            _ => Never,
        };

    /// <summary>A wait anywhere between nothing and the bound: callers that failed together do not come back together.</summary>
    public TimeSpan Delay(int failedAttempts, TimeSpan maxDelay, double chance)
    {
        var bound = Math.Min(maxDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(failedAttempts - 1, 30)));
        return TimeSpan.FromSeconds(bound * chance);
    }
}
