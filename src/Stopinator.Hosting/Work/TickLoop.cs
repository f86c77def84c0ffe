using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Hosting.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Hosting.Work;

/// <summary>Starts and stops, at every tick, the instances that are not in the state that their schedules ask for.</summary>
/// <remarks>
/// The worker keeps no state on which a run depends, so that any number of workers may run, and any of them may be killed.
/// </remarks>
internal sealed class TickLoop(
    IScheduledPowerService scheduled,
    PowerRequest request,
    ScheduledPowerWorkerOptions options,
    WorkerState state,
    WorkerTelemetry telemetry,
    TimeProvider time,
    Func<double> chance,
    ILogger<ScheduledPowerWorker> logger)
{
    private const int LongestProblem = 1000;

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
            if (tick == last)
            {
                // A timer may end slightly before the clock shows the tick. Then the worker waits again.
                await Task.Delay(_ticks.UntilNext(now), time, stoppingToken).ConfigureAwait(false);
                continue;
            }

            if (last is { } before)
            {
                NoteMissed(before, tick);
                await Task.Delay(options.Jitter * Math.Clamp(chance(), 0, 1), time, stoppingToken).ConfigureAwait(false);
            }

            last = tick;
            await RunTickAsync(tick, stoppingToken).ConfigureAwait(false);
        }
    }

    private void NoteMissed(DateTimeOffset last, DateTimeOffset tick)
    {
        if (_ticks.Between(last, tick) is > 0 and var missed)
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
            var report = await scheduled.RunAsync(request, tick, stoppingToken).ConfigureAwait(false);
            result = Note(tick, report) ? "ok" : "failed";
        }
        catch (PowerCanceledException exception) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing is lost: whoever runs next, here or elsewhere, works from the states that EC2 shows.
            result = "cancelled";
            Log.StoppedMidway(logger, TextOf(tick), exception.Report, exception.Report.Remaining()?.Selector.ToString() ?? "nothing");
            throw;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            result = "cancelled";
            throw;
        }
        catch (Exception exception)
        {
            Log.TickFailed(logger, TextOf(tick), exception);
            state.Failed(ErrorText.Clean(ErrorText.MessagesOf(exception), LongestProblem));
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

    // A run that ended early is a failed tick. An instance that failed is in the report, the log and the metrics of the library; the worker
    // itself is well.
    private bool Note(DateTimeOffset tick, ScheduledReport report)
    {
        if (report.Power.EarlyEnd is { } early)
        {
            state.Failed(ErrorText.Clean(early.Message, LongestProblem));
            return false;
        }

        state.Succeeded(
            tick, report.CatalogProblems.IsEmpty ? null : ErrorText.Clean(string.Join(' ', report.CatalogProblems), LongestProblem));
        return true;
    }

    private static string TextOf(DateTimeOffset tick) => tick.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
