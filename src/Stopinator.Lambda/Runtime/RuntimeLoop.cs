using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Stopinator.Lambda.Logging;

namespace Stopinator.Lambda.Runtime;

/// <summary>
/// The life of a function in Lambda: initialises, then receives and answers one invocation after the other until the process ends. The
/// sandbox may freeze between an answer and the next invocation, so nothing runs in the background after an answer.
/// </summary>
internal sealed class RuntimeLoop(RuntimeApi api, LogLine log, TimeProvider time)
{
    /// <summary>The time after which a poll is given up and repeated.</summary>
    public static readonly TimeSpan PollTime = TimeSpan.FromHours(12);

    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    /// <summary>Serves invocations, and closes the connection at the end.</summary>
    /// <param name="initialise">Creates the delegate that answers invocations.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    /// <returns>The exit code: 0 when cancelled, 1 otherwise. Lambda then starts a new process.</returns>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every error that keeps the function from starting is reported to Lambda.")]
    public async Task<int> RunAsync(
        Func<Func<RuntimeInvocation, CancellationToken, Task<byte[]>>> initialise, CancellationToken cancellationToken)
    {
        using var connection = api;
        try
        {
            Func<RuntimeInvocation, CancellationToken, Task<byte[]>> handle;
            try
            {
                handle = initialise();
            }
            catch (Exception exception)
            {
                WriteLine("error", exception.Message);
                await api.FailInitAsync(exception, cancellationToken).ConfigureAwait(false);
                return 1;
            }

            while (true)
            {
                if (await api.NextAsync(PollTime, time, cancellationToken).ConfigureAwait(false) is { } invocation)
                {
                    await ServeAsync(invocation, handle, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is RuntimeApiException or HttpRequestException or IOException)
        {
            WriteLine("error", exception.Message);
            return 1;
        }
    }

    private async Task ServeAsync(
        RuntimeInvocation invocation, Func<RuntimeInvocation, CancellationToken, Task<byte[]>> handle, CancellationToken cancellationToken)
    {
        // For the X-Ray SDK. Cleared when there is no header, so that no call is attributed to an earlier invocation.
        Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);

        Exception failure;
        try
        {
            var answer = await handle(invocation, cancellationToken).ConfigureAwait(false);
            var status = await api.RespondAsync(invocation, answer, cancellationToken).ConfigureAwait(false);
            if (status != HttpStatusCode.RequestEntityTooLarge)
            {
                Check(status, "an answer");
                return;
            }

            failure = new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The answer has {answer.Length} bytes, which is too large for Lambda. Lower STOPINATOR_MAX_REPORT_BYTES."));
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && exception is not (RuntimeApiException or HttpRequestException))
        {
            failure = exception;
        }

        Check(await api.FailAsync(invocation, failure, cancellationToken).ConfigureAwait(false), "an error");
    }

    // The invocation may have timed out in the meantime; the next invocation is a different one.
    private void Check(HttpStatusCode status, string what)
    {
        if ((int)status >= 300)
        {
            WriteLine("warning", string.Create(CultureInfo.InvariantCulture, $"Lambda's runtime API answered {(int)status} to {what}."));
        }
    }

    private void WriteLine(string level, string message) => log.Write(writer =>
    {
        writer.WriteString("time", time.GetUtcNow().UtcDateTime);
        writer.WriteString("level", level);
        writer.WriteString("event", "runtime");
        writer.WriteString("message", message);
    });
}
