using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Diagnostics;

/// <summary>Calls foreign code that only observes, such as loggers and listeners. When it fails, the run goes on.</summary>
internal static class Safely
{
    /// <summary>Calls an action.</summary>
    /// <returns>The exception that the action threw; null when it succeeded.</returns>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever it throws must not cost the report of what was done.")]
    public static Exception? Do(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Awaits a call for a limited time. A call that goes on or hangs, even without returning a task, is left behind.</summary>
    /// <param name="call">The call. Its token is cancelled when the time is over.</param>
    /// <param name="limit">The time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value of the call, or the exception that it threw; a <see cref="TimeoutException"/> when the time was over.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever it throws must not cost the report of what was done.")]
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A call left behind may still use it.")]
    public static async Task<(T? Value, Exception? Failure)> CallAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var task = Task.Run(() => call(ending.Token).AsTask(), CancellationToken.None);
        try
        {
            return (await task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return (default, new TimeoutException(FormattableString.Invariant($"It did not end within {limit.TotalSeconds:0.#} s.")));
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return (default, exception);
        }
        finally
        {
            // The callbacks of the token are foreign code, too. Nobody waits for them.
            _ = Task.WhenAll(task.IsCompleted ? Task.CompletedTask : ending.CancelAsync(), task).ContinueWith(
                ended =>
                {
                    _ = ended.Exception;
                    ending.Dispose();
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
