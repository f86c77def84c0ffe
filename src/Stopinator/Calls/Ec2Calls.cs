using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.RateLimits;

namespace Stopinator.Calls;

/// <summary>Calls the port with retries: the one place where a call is repeated.</summary>
internal sealed class Ec2Calls
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    private readonly IEc2Api _api;
    private readonly RetryOptions _options;
    private readonly RateLimitBook _rateLimits;
    private readonly TimeProvider _time;
    private readonly Func<double> _randomizer;
    private readonly ILogger _logger;
    private readonly RateLimitGate _gate;
    private Ec2Repeater? _repeater;

    public Ec2Calls(IEc2Api api, StopinatorOptions options, TimeProvider time, ILogger logger)
    {
        _api = api;
        _options = options.Retry;
        _rateLimits = new RateLimitBook(api, options.RateLimits, time);
        _time = time;
        _randomizer = options.Randomizer;
        _logger = logger;
        _gate = new RateLimitGate(time, logger);
    }

    /// <summary>Reads a page of instances.</summary>
    /// <exception cref="Ec2Exception">EC2 refused, or kept failing.</exception>
    public Task<InstancePage> DescribeAsync(InstanceQuery query, CallDeadline deadline, CancellationToken cancellationToken) =>
        SendAsync(AttemptsFor("describe", mayRepeat: true, deadline, _rateLimits.Describe), token => _api.DescribeAsync(query, token), cancellationToken);

    /// <summary>How many instances the next call should name: as many as EC2's rate limits let through soon; 0 when none before the deadline.</summary>
    public int BatchSize(PowerAction action, int left, int limit, CallDeadline deadline) =>
        _rateLimits.Of(action)?.BatchSize(left, limit, deadline.LastStart - _time.GetUtcNow()) ?? Math.Min(left, limit);

    /// <summary>How many instances a call may name that must get through even when others take nearly all of the rate limit.</summary>
    public int LeastBatchSize(PowerAction action) => _rateLimits.Of(action)?.LeastBatchSize ?? 1;

    /// <summary>Starts, stops or reboots. Nothing throws: what is known of the call is in the result.</summary>
    public async Task<PowerCallResult> ChangeAsync(PowerAction action, PowerCall call, CallDeadline deadline, CancellationToken cancellationToken)
    {
        // Two starts or two stops are as good as one; two reboots are two.
        var attempts = AttemptsFor(action.Name(), mayRepeat: action != PowerAction.Reboot, deadline, _rateLimits.Of(action), call.InstanceIds.Length, call.DryRun);
        try
        {
            var answer = await SendAsync(attempts, token => SendAsync(action, call, token), cancellationToken).ConfigureAwait(false);
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

    private Task<PowerCallAnswer> SendAsync(PowerAction action, PowerCall call, CancellationToken cancellationToken) =>
        action switch
        {
            PowerAction.Start => _api.StartAsync(call, cancellationToken),
            PowerAction.Stop => _api.StopAsync(call, cancellationToken),
            PowerAction.Reboot => _api.RebootAsync(call, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
        };

    private async Task<TAnswer> SendAsync<TAnswer>(CallAttempts attempts, Func<CancellationToken, Task<TAnswer>> send, CancellationToken cancellationToken)
        where TAnswer : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await AttemptAsync(attempts, send, cancellationToken).ConfigureAwait(false);
        }
        catch (Ec2Exception failed)
        {
            _repeater ??= new Ec2Repeater(_time, ShouldRepeat);
            return await _repeater.GoOnAsync(failed, attempts, token => AttemptAsync(attempts, send, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TAnswer> AttemptAsync<TAnswer>(CallAttempts attempts, Func<CancellationToken, Task<TAnswer>> send, CancellationToken cancellationToken)
        where TAnswer : class
    {
        await _gate.PassAsync(attempts, cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(TimeoutOf(attempts), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        attempts.Made++;
        var started = _time.GetTimestamp();
        var code = "ok";
        try
        {
            var answer = await send(either.Token).ConfigureAwait(false) ?? throw new InvalidOperationException("It returned nothing.");
            RateLimitGate.Settle(attempts, error: null);
            if (answer is InstancePage page)
            {
                _rateLimits.Learn(page);
            }

            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            attempts.MayHaveActed = true;
            code = "cancelled";

            // With the caller's own token, not the one linked to it.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception exception)
        {
            var error = ErrorOf(exception, started);
            code = error.Code;
            attempts.MayHaveActed |= error.MayHaveActed;
            RateLimitGate.Settle(attempts, error);
            if (error == exception)
            {
                throw;
            }

            throw error;
        }
        finally
        {
            Telemetry.CallEnded(attempts.Operation, code, _time.GetElapsedTime(started));
        }
    }

    // A port that throws something else must not cost the report of what was done before.
    private Ec2Exception ErrorOf(Exception exception, long started) =>
        exception switch
        {
            Ec2Exception error => error,
            OperationCanceledException => new Ec2Exception(
                Ec2ErrorCode.AnswerTimeout,
                string.Create(CultureInfo.InvariantCulture, $"No answer came within {_time.GetElapsedTime(started).TotalSeconds:0.#} s.")),
            _ => new Ec2Exception(Ec2ErrorCode.UnexpectedFailure, $"{_api.GetType().Name} failed: {exception.Message}", innerException: exception),
        };

    private CallAttempts AttemptsFor(string operation, bool mayRepeat, CallDeadline deadline, ActionRateLimit? rateLimit, int instances = 0, bool dryRun = false)
    {
        var total = _time.GetUtcNow() + _options.TotalTime;
        return new CallAttempts(operation, mayRepeat, deadline, rateLimit, instances, dryRun) { LastStart = total < deadline.LastStart ? total : deadline.LastStart };
    }

    private bool ShouldRepeat(Ec2Exception error, CallAttempts attempts)
    {
        var rule = RetryRule.For(error, attempts.MayRepeat, _options);
        attempts.NextDelay = rule.Delay(attempts.Made, _options.MaxDelay, _randomizer);
        var end = attempts.LastStart < attempts.Deadline.LastStart ? attempts.LastStart : attempts.Deadline.LastStart;
        // An attempt that the rate limit did not let go was none, but neither is it made again.
        var repeat = Math.Max(1, attempts.Made) < rule.MaxAttempts && _time.GetUtcNow() + attempts.NextDelay < end;
        if (repeat)
        {
            Log.CallRepeated(_logger, attempts.Operation, error.Code, attempts.Made, attempts.NextDelay.TotalSeconds);
        }

        return repeat;
    }

    private TimeSpan TimeoutOf(CallAttempts attempts)
    {
        var left = attempts.Deadline.CutOff - _time.GetUtcNow();
        return left < ShortestTimeout ? ShortestTimeout : left < _options.AttemptTimeout ? left : _options.AttemptTimeout;
    }
}
