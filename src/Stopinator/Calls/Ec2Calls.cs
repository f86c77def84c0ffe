using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.RateLimits;
using Stopinator.Selection;

namespace Stopinator.Calls;

/// <summary>Calls EC2 within its rate limits, and retries. Nothing else in the library sends a call again.</summary>
internal sealed class Ec2Calls
{
    private static readonly ResiliencePropertyKey<CallAttempts> AttemptsKey = new("stopinator.attempts");
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    private readonly Ec2Client _ec2;
    private readonly RetryOptions _options;
    private readonly RateLimitBook _rateLimits;
    private readonly TimeProvider _time;
    private readonly Func<double> _randomizer;
    private readonly ILogger _logger;
    private readonly RateLimitGate _gate;
    private readonly ResiliencePipeline _pipeline;
    private int _repeatProblemLogged;

    public Ec2Calls(Ec2Client ec2, StopinatorOptions options, TimeProvider time, ILogger logger)
    {
        _ec2 = ec2;
        _options = options.Retry;
        _rateLimits = new RateLimitBook(options.RateLimits, time);
        _time = time;
        _randomizer = options.Randomizer;
        _logger = logger;
        _gate = new RateLimitGate(time, logger);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // ShouldRetry bounds the attempts, differently for each kind of error.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is Ec2Exception error && ShouldRetry(error, AttemptsOf(args.Context))),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(AttemptsOf(args.Context).NextDelay),
            })
            .Build();
    }

    /// <summary>
    /// The retries that the client's configuration shows, with the cure. Null when it shows none, and before the first call.
    /// </summary>
    public string? RepeatProblem => _ec2.RepeatProblem;

    /// <summary>Reads a page of instances.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or kept failing.</exception>
    public Task<InstancePage> DescribeAsync(InstanceQuery query, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var attempts = AttemptsFor("describe", "DescribeInstances", mayRepeat: true, deadline, _rateLimits.Describe);
        return SendAsync(
            attempts,
            async (transmission, span, token) =>
            {
                var page = await _ec2.DescribeAsync(query, transmission, token).ConfigureAwait(false);
                span?.SetTag(Telemetry.RequestIdTag, page.RequestId);
                LearnFrom(page);
                return page;
            },
            cancellationToken);
    }

    /// <summary>Reads the status checks of instances.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or kept failing.</exception>
    public Task<StatusPage> DescribeStatusAsync(StatusQuery query, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var attempts = AttemptsFor("describe-status", "DescribeInstanceStatus", mayRepeat: true, deadline, _rateLimits.DescribeStatus);
        return SendAsync(
            attempts,
            async (transmission, span, token) =>
            {
                var page = await _ec2.DescribeStatusAsync(query, transmission, token).ConfigureAwait(false);
                span?.SetTag(Telemetry.RequestIdTag, page.RequestId);
                return page;
            },
            cancellationToken);
    }

    /// <summary>
    /// Reads the names of the regions that the account has enabled. The call has a bucket of its own in EC2, which a run does not empty.
    /// </summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or kept failing.</exception>
    public Task<ImmutableArray<string>> DescribeRegionsAsync(CancellationToken cancellationToken) =>
        SendAsync(
            AttemptsFor("describe-regions", "DescribeRegions", mayRepeat: true, CallDeadline.None, rateLimit: null),
            (transmission, _, token) => _ec2.DescribeRegionsAsync(transmission, token),
            cancellationToken);

    /// <summary>
    /// Returns the number of instances that the next call should name: as many as EC2's rate limits let through soon. It is 0 when they let
    /// none through before the deadline.
    /// </summary>
    public int BatchSize(PowerAction action, int left, int limit, CallDeadline deadline) =>
        _rateLimits.Of(action)?.BatchSize(left, limit, deadline.LastStart - _time.GetUtcNow()) ?? Math.Min(left, limit);

    /// <summary>Returns the number of instances in a call that gets through even when others use nearly all of the rate limit.</summary>
    public int LeastBatchSize(PowerAction action) => _rateLimits.Of(action)?.LeastBatchSize ?? 1;

    /// <summary>
    /// Starts, stops or reboots. A failure of EC2 (5xx) and a lost answer are retried only when <paramref name="mayRepeat"/> is true. The
    /// method does not throw: the result holds what is known of the call.
    /// </summary>
    public async Task<PowerCallResult> ChangeAsync(
        PowerAction action, PowerCall call, bool mayRepeat, CallDeadline deadline, CancellationToken cancellationToken)
    {
        // Two starts or two stops do the same as one; two reboots do not.
        var attempts = AttemptsFor(
            action.Name(), action.MethodName(), mayRepeat && action != PowerAction.Reboot, deadline, _rateLimits.Of(action),
            call.InstanceIds.Length, call.DryRun);
        try
        {
            var answer = await SendAsync(
                attempts,
                async (transmission, span, token) =>
                {
                    var answer = await _ec2.ChangeAsync(action, call, transmission, token).ConfigureAwait(false);
                    span?.SetTag(Telemetry.RequestIdTag, answer.RequestId);
                    return answer;
                },
                cancellationToken).ConfigureAwait(false);
            return new PowerCallResult(answer, Error: null, attempts.Made, attempts.MayHaveActed);
        }
        catch (Ec2Exception error)
        {
            return new PowerCallResult(Answer: null, error, attempts.Made, attempts.MayHaveActed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new PowerCallResult(Answer: null, Error: null, attempts.Made, attempts.MayHaveActed);
        }
    }

    // SendAsync sets them before each call.
    private static CallAttempts AttemptsOf(ResilienceContext context) => context.Properties.GetValue(AttemptsKey, defaultValue: null!);

    private async Task<TAnswer> SendAsync<TAnswer>(CallAttempts attempts, CallOnce<TAnswer> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(AttemptsKey, attempts);
        try
        {
            return await _pipeline.ExecuteAsync(
                async attempt => await AttemptAsync(attempts, send, attempt.CancellationToken).ConfigureAwait(false),
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<TAnswer> AttemptAsync<TAnswer>(CallAttempts attempts, CallOnce<TAnswer> send, CancellationToken cancellationToken)
    {
        await _gate.AcquireAsync(attempts, cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(TimeoutOf(attempts), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var span = Telemetry.StartCall(attempts.Method);
        var transmission = new Transmission();
        attempts.Made++;
        var started = _time.GetTimestamp();
        var code = "ok";
        try
        {
            var answer = await send(transmission, span, either.Token).ConfigureAwait(false);
            RateLimitGate.Record(attempts, error: null);
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            attempts.MayHaveActed |= !transmission.TryGiveUp();
            code = "cancelled";

            // The caller's own token is checked, not the token linked to it.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception exception)
        {
            var error = ErrorOf(exception, transmission, _time.GetElapsedTime(started));
            code = error.Code;
            span?.SetTag(Telemetry.RequestIdTag, error.RequestId);
            attempts.MayHaveActed |= error.MayHaveActed;
            RateLimitGate.Record(attempts, error);
            if (error == exception)
            {
                throw;
            }

            throw error;
        }
        finally
        {
            LogRepeatProblem();
            Telemetry.CallEnded(attempts.Operation, code, _time.GetElapsedTime(started), span, _ec2.Location?.Region);
        }
    }

    // An exception thrown here must not cost the report of what was done before.
    private Ec2Exception ErrorOf(Exception exception, Transmission transmission, TimeSpan elapsed) =>
        exception switch
        {
            Ec2Exception error => error,
            OperationCanceledException when transmission.TryGiveUp() => _ec2.NotSentWithin(elapsed, transmission),
            OperationCanceledException => new Ec2Exception(
                Ec2ErrorCode.AnswerTimeout, FormattableString.Invariant($"No answer came within {elapsed.TotalSeconds:0.#} s.")),
            _ => new Ec2Exception(Ec2ErrorCode.UnexpectedFailure, $"The client failed: {exception.Message}", innerException: exception),
        };

    private CallAttempts AttemptsFor(
        string operation, string method, bool mayRepeat, CallDeadline deadline, ActionRateLimit? rateLimit, int instances = 0,
        bool dryRun = false) =>
        new(operation, method, mayRepeat, deadline, rateLimit, instances, dryRun) { LastStart = _time.GetUtcNow() + _options.TotalTime };

    private bool ShouldRetry(Ec2Exception error, CallAttempts attempts)
    {
        var rule = RetryRule.For(error, attempts.MayRepeat, _options);
        attempts.NextDelay = rule.Delay(attempts.Made, _options.MaxDelay, Chance());
        var end = attempts.LastStart < attempts.Deadline.LastStart ? attempts.LastStart : attempts.Deadline.LastStart;

        // An attempt that the rate limit held back was not sent, but it is not made again either.
        var retry = Math.Max(1, attempts.Made) < rule.MaxAttempts && _time.GetUtcNow() + attempts.NextDelay < end;
        if (retry)
        {
            Log.CallRepeated(_logger, attempts.Operation, error.Code, attempts.Made, attempts.NextDelay.TotalSeconds);
        }

        return retry;
    }

    // A random source of the user may fail or return a number that is not from 0 to 1. That must not cost a report, so the longest wait is
    // used instead.
    private double Chance()
    {
        var chance = double.NaN;
        Safely.Do(() => chance = _randomizer());
        return chance is >= 0 and <= 1 ? chance : 1;
    }

    private TimeSpan TimeoutOf(CallAttempts attempts)
    {
        var left = attempts.Deadline.CutOff - _time.GetUtcNow();
        return left < ShortestTimeout ? ShortestTimeout : left < _options.AttemptTimeout ? left : _options.AttemptTimeout;
    }

    private void LearnFrom(InstancePage page)
    {
        if (_ec2.Location is { } location)
        {
            _rateLimits.Learn(
                location.Transport, location.Endpoint, page.Instances is [{ OwnerId: { Length: > 0 } owner }, ..] ? owner : null);
        }
    }

    private void LogRepeatProblem()
    {
        if (RepeatProblem is { } problem && Interlocked.Exchange(ref _repeatProblemLogged, 1) == 0)
        {
            Log.ClientRepeats(_logger, problem);
        }
    }

    /// <summary>Makes one attempt of a call.</summary>
    private delegate Task<TAnswer> CallOnce<TAnswer>(
        Transmission transmission, System.Diagnostics.Activity? span, CancellationToken cancellationToken);
}

/// <summary>The end of a start, stop or reboot after all its attempts: an answer, the last error, or a cancellation.</summary>
/// <param name="Answer">EC2's answer; null when there is none.</param>
/// <param name="Error">The last error; null after an answer and after a cancellation.</param>
/// <param name="Attempts">The number of times the call was sent.</param>
/// <param name="MayHaveActed">True when a failed attempt may have been carried out all the same.</param>
internal sealed record PowerCallResult(PowerCallAnswer? Answer, Ec2Exception? Error, int Attempts, bool MayHaveActed);
