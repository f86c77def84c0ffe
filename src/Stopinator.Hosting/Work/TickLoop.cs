using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Hosting.Diagnostics;

namespace Stopinator.Hosting.Work;

/// <summary>Starts and stops, at every tick, the instances that are not in the state that their schedules ask for.</summary>
/// <remarks>
/// The worker keeps no state on which a run depends, so that any number of workers may run, and any of them may be killed.
/// </remarks>
internal sealed class TickLoop(
    ITickRun run,
    ScheduledPowerWorkerOptions options,
    WorkerState state,
    WorkerTelemetry telemetry,
    TimeProvider time,
    Func<double> chance,
    ILogger<ScheduledPowerWorker> logger)
{
    private const int LongestProblem = 1000;
    private const int LongestLog = 8000;

    private readonly Ticks _ticks = new(options.Interval);

    /// <summary>Runs ticks until the host stops.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        Log.Started(logger, options.Interval);
        state.Started();
        try
        {
            await RunTicksAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops. A run that was under way has logged its report.
        }
    }

    private async Task RunTicksAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? last = options.RunAtStart ? null : _ticks.LatestAt(time.GetUtcNow());
        while (true)
        {
            var now = time.GetUtcNow();
            var tick = _ticks.LatestAt(now);
            if (tick == last || IsBehind(tick, last))
            {
                // A timer may end slightly before the clock shows the tick. Then the worker waits again.
                state.GoesOn();
                await Task.Delay(_ticks.UntilNext(now), time, stoppingToken).ConfigureAwait(false);
                continue;
            }

            if (last is { } before)
            {
                NoteSteps(before, tick);
                await Task.Delay(options.Jitter * Math.Clamp(chance(), 0, 1), time, stoppingToken).ConfigureAwait(false);
            }

            last = tick;
            await RunTickAsync(tick, stoppingToken).ConfigureAwait(false);
        }
    }

    // A clock that is set back shows ticks that have run. A second run of a tick would repeat its changes, and could stop what a later tick
    // has started. After a larger step the later ticks were the wrong ones.
    private bool IsBehind(DateTimeOffset tick, DateTimeOffset? last) => tick < last && last - tick <= options.StaleAfter;

    private void NoteSteps(DateTimeOffset last, DateTimeOffset tick)
    {
        if (tick < last)
        {
            Log.ClockSetBack(logger, TextOf(last), TextOf(tick));
        }
        else if (_ticks.Between(last, tick) is > 0 and var missed)
        {
            telemetry.Missed(missed);
            Log.TicksMissed(logger, TextOf(last), TextOf(tick), missed);
        }
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever a tick throws is logged, counted and shown by the health checks, and the next tick tries again.")]
    private async Task RunTickAsync(DateTimeOffset tick, CancellationToken stoppingToken)
    {
        using var activity = WorkerTelemetry.StartTick(tick);
        var began = time.GetTimestamp();
        var result = "failed";
        state.Began(tick);
        try
        {
            result = Note(tick, await run.RunAsync(tick, stoppingToken).ConfigureAwait(false)) ? "ok" : "failed";
        }
        catch (OperationCanceledException exception) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing is lost: whoever runs next, here or elsewhere, works from the states that EC2 shows.
            result = "cancelled";
            NoteStop(tick, exception);
            throw;
        }
        catch (Exception exception)
        {
            Log.TickFailed(logger, TextOf(tick), exception);
            state.Failed(ErrorText.Clean(ErrorText.MessagesOf(exception), LongestProblem), []);
            activity?.SetTag("error.type", exception.GetType().FullName);
        }
        finally
        {
            telemetry.Ended(result, time.GetElapsedTime(began));
            if (result == "failed")
            {
                activity?.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    private bool Note(DateTimeOffset tick, TickResult result)
    {
        if (result.FailingTargets is { IsEmpty: false } failing)
        {
            var level = result.Failure is null ? LogLevel.Warning : LogLevel.Error;
            var (at, problem) = (TextOf(tick), ErrorText.Clean(result.Failure ?? result.Warning, LongestLog));
            Log.TargetsFailed(logger, level, at, failing.Length, result.Targets, problem);
        }

        if (result.Failure is { } failure)
        {
            state.Failed(ErrorText.Clean(failure, LongestProblem), result.FailingTargets);
            return false;
        }

        state.Succeeded(
            tick, result.Warning is null ? null : ErrorText.Clean(result.Warning, LongestProblem), result.FailingTargets);
        return true;
    }

    private void NoteStop(DateTimeOffset tick, OperationCanceledException exception)
    {
        var (done, left) = exception switch
        {
            PowerCanceledException { Report: var report } =>
                (report.ToString(), report.Remaining()?.Selector.ToString() ?? "nothing"),
            MultiTargetCanceledException { Report: var report } => (
                TextOf(report.Targets.Where(target => target.Report is not null), " "),
                TextOf(report.Remaining().Select(left => $"{left.Target}: {left.Request.Selector}"), "; ")),
            _ => (null, null),
        };
        if (done is not null)
        {
            Log.StoppedMidway(logger, TextOf(tick), done, left!);
        }
    }

    private static string TextOf<T>(IEnumerable<T> parts, string between) =>
        string.Join(between, parts) is { Length: > 0 } text ? text : "nothing";

    private static string TextOf(DateTimeOffset tick) => tick.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
