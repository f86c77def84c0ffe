using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Scheduling.Sources.Notations;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads a catalog at most every so often, and keeps the last good one when a reading fails.</summary>
internal sealed class CatalogSource(
    ScheduleLocation location,
    ISourceNotation notation,
    TextReaders readers,
    ScheduleSourceOptions options,
    TimeProvider time,
    ILogger logger) : IScheduleCatalogSource, IDisposable
{
    // Calendars are listed from the month before this one on, for two years.
    private const int Months = 26;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Known? _known;

    public async ValueTask<ScheduleCatalogReading> GetAsync(CancellationToken cancellationToken = default)
    {
        if (_known is { } known && IsFresh(known))
        {
            return known.Reading;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known is not { } read || !IsFresh(read))
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
        Justification = "Every reason that keeps a catalog from being read is told.")]
    private async Task<Known> ReadAsync(Known? last, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            var text = await ReadTextAsync(cancellationToken).ConfigureAwait(false);
            var from = new DateOnly(now.Year, now.Month, 1).AddMonths(-1);
            var catalog = last is not null && last.From == from && last.Text.IsSame(text)
                ? last.Reading.Catalog
                : notation.Read(text, from, from.AddMonths(Months).AddDays(-1));
            if (catalog != last?.Reading.Catalog)
            {
                SourceLog.Read(logger, location.ToString(), catalog.Schedules.Count);
            }

            return new(text, from, new ScheduleCatalogReading(catalog, now), now);
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

            var readAt = last.Reading.ReadAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
            SourceLog.Kept(logger, problem, readAt);
            var kept = last.Reading with { Problem = $"{problem} The schedules of {readAt} stay in force." };
            return last with { TriedAt = now, Reading = kept };
        }
    }

    private async Task<SourceText> ReadTextAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var parts = await readers.ReadAsync(location, either.Token).ConfigureAwait(false);
            var calendars = new Dictionary<string, TextPart>(StringComparer.Ordinal);
            foreach (var file in notation.CalendarsOf(parts))
            {
                calendars[file] = await ReadCalendarAsync(file, either.Token).ConfigureAwait(false);
            }

            return new(parts, calendars);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it took more than the {options.Timeout} of Timeout.", exception);
        }
    }

    private async Task<TextPart> ReadCalendarAsync(string file, CancellationToken cancellationToken)
    {
        var calendar = location.Beside(file);
        try
        {
            return (await readers.ReadAsync(calendar, cancellationToken).ConfigureAwait(false)) is [var only]
                ? only
                : throw new InvalidDataException("a calendar is one parameter, not a path.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidDataException($"its calendar {calendar}: {SourceFailure.ReasonOf(exception)}", exception);
        }
    }

    private string ProblemOf(Exception exception) => exception is ScheduleFormatException
        ? $"{location} cannot be used: {exception.Message}"
        : $"{location} cannot be read: {SourceFailure.ReasonOf(exception)}";

    /// <summary>A reading that was good, and what came after it.</summary>
    /// <param name="Text">The texts of the good reading.</param>
    /// <param name="From">The first date of its calendars.</param>
    /// <param name="Reading">The catalog.</param>
    /// <param name="TriedAt">The instant of the last reading, good or not.</param>
    private sealed record Known(SourceText Text, DateOnly From, ScheduleCatalogReading Reading, DateTimeOffset TriedAt);
}
