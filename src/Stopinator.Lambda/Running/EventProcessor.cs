using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Processes an event up to its answer, and writes a line about each run.</summary>
internal sealed class EventProcessor(
    FunctionSettings settings, IRunner runner, RunLog log, TimeSpan deadlineMargin, TimeProvider time)
{
    /// <summary>The time that an answer takes: a run is cancelled this long before its deadline.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    /// <summary>The longest time for which a run is timed. A timer accepts at most 49 days, and no run lasts that long.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(7);

    private readonly HttpResponder _http = new(runner, settings.MaxReportBytes, time);
    private readonly InstanceEventResponder _instances = new(settings, runner, deadlineMargin, time);
    private bool _ranBefore;

    /// <summary>Handles an event.</summary>
    /// <returns>The answer as JSON.</returns>
    public async Task<byte[]> HandleAsync(ReadOnlyMemory<byte> json, HostCall call, CancellationToken cancellationToken)
    {
        FunctionEvent received;
        try
        {
            received = EventReader.Read(json);
        }
        catch (MalformedEventException exception)
        {
            var run = Begin(call);
            run.Error = exception;
            log.Write(run);
            throw;
        }

        call = call with { Deadline = call.Deadline ?? (settings.Timeout is { } timeout ? time.GetUtcNow() + timeout : null) };
        return received is QueueEvent batch
            ? await HandleBatchAsync(batch, call, cancellationToken).ConfigureAwait(false)
            : await RunAsync(received, call, cancellationToken).ConfigureAwait(false);
    }

    // One after the other. A message that fails is returned, and the queue delivers it again.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every error fails its own message only, and is logged with its run.")]
    private async Task<byte[]> HandleBatchAsync(QueueEvent batch, HostCall call, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var message in batch.Messages)
        {
            if (batch.IsOrdered && failed.Count > 0)
            {
                failed.Add(message.Id);
                continue;
            }

            try
            {
                await RunAsync(message, call, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed.Add(message.Id);
            }
        }

        return BatchAnswerWriter.Write(failed);
    }

    private async Task<byte[]> RunAsync(FunctionEvent received, HostCall call, CancellationToken cancellationToken)
    {
        var run = Begin(call);
        (run.Kind, run.Caller, run.MessageId) = (received.Kind, received.Caller, (received as QueueMessage)?.Id);
        var started = time.GetTimestamp();
        try
        {
            CheckTime(call.Deadline, run.StartedAt);
            using var end = call.Deadline - run.StartedAt is { } left && left < LongestRun
                ? new CancellationTokenSource(left - AnswerTime, time)
                : new CancellationTokenSource();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
            return await DispatchAsync(received, run, call, both.Token).ConfigureAwait(false)
                ?? throw (run.Error ?? run.Result!.Incomplete());
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

    private Task<byte[]?> DispatchAsync(FunctionEvent received, RunRecord run, HostCall call, CancellationToken cancellationToken) =>
        received switch
        {
            CommandEvent { Command: var command } => RunCommandAsync(command, run, call, cancellationToken),
            QueueMessage message => RunCommandAsync(message.Command(), run, call, cancellationToken),
            InstanceEvent change => _instances.RespondAsync(change, run, call, cancellationToken),
            HttpRequestEvent request => _http.RespondAsync(request, run, call.Deadline, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(received), received.Kind, "An event of no kind."),
        };

    private async Task<byte[]?> RunCommandAsync(
        FunctionCommand command, RunRecord run, HostCall call, CancellationToken cancellationToken)
    {
        run.Command = command;
        run.Result = await runner.RunAsync(command, call.Deadline, command.Synchronous, checkPlan: null, cancellationToken)
            .ConfigureAwait(false);
        run.Error = run.Result.Failure;
        return run.Error is null ? AnswerWriter.Write(run.Result, settings.MaxReportBytes) : null;
    }

    private RunRecord Begin(HostCall call) => new()
    {
        StartedAt = time.GetUtcNow(),
        RequestId = call.RequestId,
        ColdStart = !Interlocked.Exchange(ref _ranBefore, true),
    };

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

/// <summary>What a host tells about an invocation, beside the event.</summary>
/// <param name="RequestId">The id of the invocation; null when there is none.</param>
/// <param name="Deadline">The time at which the host ends the invocation; null when it does not tell.</param>
/// <param name="FunctionArn">The ARN under which the function was invoked; null when the host does not tell.</param>
internal sealed record HostCall(string? RequestId = null, DateTimeOffset? Deadline = null, string? FunctionArn = null);
