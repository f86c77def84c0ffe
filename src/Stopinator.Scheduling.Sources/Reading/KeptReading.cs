using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads a location at most every so often, and keeps the last good reading when a later one fails.</summary>
/// <typeparam name="T">A reading.</typeparam>
/// <param name="location">The location.</param>
/// <param name="what">The word for what is read, in messages, e.g. <c>schedules</c>.</param>
/// <param name="read">Reads, given the time of the reading.</param>
/// <param name="keep">Returns a reading with the problem of a later one.</param>
/// <param name="options">How often the location is read, and for how long.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives the problems.</param>
internal sealed class KeptReading<T>(
    ScheduleLocation location,
    string what,
    Func<DateTimeOffset, CancellationToken, Task<T>> read,
    Func<T, string, T> keep,
    ScheduleSourceOptions options,
    TimeProvider time,
    ILogger logger) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Known? _known;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && IsFresh(known))
        {
            return known.Reading;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known is not { } last || !IsFresh(last))
            {
                _known = await ReadAsync(_known, cancellationToken).ConfigureAwait(false);
            }

            return _known.Reading;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // A clock that went back makes a reading old.
    private bool IsFresh(Known known) => time.GetUtcNow() - known.TriedAt is var age && age >= TimeSpan.Zero && age < options.ReadEvery;

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every reason that prevents a reading is told.")]
    private async Task<Known> ReadAsync(Known? last, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            return new(await InTimeAsync(now, cancellationToken).ConfigureAwait(false), now, now);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var problem = ProblemOf(exception);
            if (last is null)
            {
                throw new ScheduleSourceException($"{problem} There is no earlier reading to go on with.", location.ToString(), exception);
            }

            var readAt = last.ReadAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
            SourceLog.Kept(logger, problem, what, readAt);
            return last with { TriedAt = now, Reading = keep(last.Reading, $"{problem} The {what} of {readAt} stay in force.") };
        }
    }

    private async Task<T> InTimeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await read(now, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it took more than the {options.Timeout} of Timeout.", exception);
        }
    }

    private string ProblemOf(Exception exception) => exception is ScheduleFormatException or JsonException
        ? $"{location} cannot be used: {exception.Message}"
        : $"{location} cannot be read: {SourceFailure.ReasonOf(exception)}";

    /// <summary>A reading that was good, and what came after it.</summary>
    /// <param name="Reading">The reading, with the problem of the last one.</param>
    /// <param name="ReadAt">The instant of the good reading.</param>
    /// <param name="TriedAt">The instant of the last reading, good or not.</param>
    private sealed record Known(T Reading, DateTimeOffset ReadAt, DateTimeOffset TriedAt);
}
