using System.Globalization;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Processes an event up to its answer, and writes the line about the run.</summary>
internal sealed class EventProcessor(
    FunctionSettings settings, CommandRunner runner, RunLog log, TimeSpan deadlineMargin, TimeProvider time)
{
    /// <summary>The time that an answer takes: a run is cancelled this long before its deadline.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    /// <summary>The longest time for which a run is timed. A timer accepts at most 49 days, and no run lasts that long.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(7);

    private readonly HttpResponder _http = new(runner, settings.MaxReportBytes, time);
    private bool _ranBefore;

    /// <summary>Handles an event.</summary>
    /// <returns>The answer as JSON.</returns>
    public async Task<byte[]> HandleAsync(
        ReadOnlyMemory<byte> json, string? requestId, DateTimeOffset? hostDeadline, CancellationToken cancellationToken)
    {
        var run = new RunRecord
        {
            StartedAt = time.GetUtcNow(),
            RequestId = requestId,
            ColdStart = !Interlocked.Exchange(ref _ranBefore, true),
        };
        var started = time.GetTimestamp();
        try
        {
            var received = EventReader.Read(json);
            (run.Kind, run.Command) = (received.Kind, received.Command);
            var deadline = hostDeadline ?? (settings.Timeout is { } timeout ? run.StartedAt + timeout : null);
            CheckTime(deadline, run.StartedAt);

            using var end = deadline - run.StartedAt is { } left && left < LongestRun
                ? new CancellationTokenSource(left - AnswerTime, time)
                : new CancellationTokenSource();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
            if (received.Request is { } request)
            {
                return await _http.RespondAsync(request, run, deadline, both.Token).ConfigureAwait(false);
            }

            var command = received.Command!;
            run.Result = await runner.RunAsync(command, deadline, command.Synchronous, checkPlan: null, both.Token).ConfigureAwait(false);
            run.Error = run.Result.Failure;
            var answer = run.Error is null ? AnswerWriter.Write(run.Result, settings.MaxReportBytes) : null;
            return answer ?? throw (run.Error ?? new RunIncompleteException(run.Result.Report));
        }
        catch (Exception exception)
        {
            run.Error = exception;
            throw;
        }
        finally
        {
            run.Duration = time.GetElapsedTime(started);
            log.Write(run);
        }
    }

    private void CheckTime(DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (deadline is { } end && end - now < deadlineMargin)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The invocation has {(end - now).TotalSeconds:0.#} s left, of which " +
                $"{deadlineMargin.TotalSeconds:0.#} s are kept for the last answer and the report; " +
                $"nothing was done. Give the function a longer timeout."));
        }
    }
}
