using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;
using Stopinator.Calls;

namespace Stopinator.Ec2;

/// <summary>Repeats calls that failed. Apart from the caller, because nearly every call succeeds at once, and a short-lived process need not load Polly for that.</summary>
internal sealed class Ec2Repeater
{
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Creates the repeater.</summary>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="shouldRepeat">Decides on an error, and sets the wait.</param>
    public Ec2Repeater(TimeProvider time, Func<Ec2Exception, CallAttempts, bool> shouldRepeat) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // The rules of the caller bound the attempts, each kind of error in its own way.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is Ec2Exception error && shouldRepeat(error, AttemptsOf(args.Context))),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(AttemptsOf(args.Context).NextDelay),
            })
            .Build();

    /// <summary>Goes on after a first attempt that failed.</summary>
    /// <exception cref="Ec2Exception">The last attempt failed too, or there was to be none.</exception>
    public async Task<TAnswer> GoOnAsync<TAnswer>(
        Ec2Exception failed, CallAttempts attempts, Func<CancellationToken, Task<TAnswer>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Key.Attempts, attempts);
        var first = true;
        try
        {
            return await _pipeline.ExecuteAsync(
                async repeated =>
                {
                    if (first)
                    {
                        first = false;
                        ExceptionDispatchInfo.Throw(failed);
                    }

                    return await attempt(repeated.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static CallAttempts AttemptsOf(ResilienceContext context) =>
        context.Properties.TryGetValue(Key.Attempts, out var attempts) ? attempts : throw new InvalidOperationException("A call without its attempts.");

    // Of its own class, since a field of this struct loads Polly together with the class that has it.
    private static class Key
    {
        public static readonly ResiliencePropertyKey<CallAttempts> Attempts = new("stopinator.attempts");
    }
}
