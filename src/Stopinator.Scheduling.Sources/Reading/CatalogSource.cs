using Microsoft.Extensions.Logging;
using Stopinator.Scheduling.Sources.Notations;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads a catalog and its calendars. While the texts are the same, so is the catalog.</summary>
internal sealed class CatalogSource : IScheduleCatalogSource, IDisposable
{
    // Calendars are listed from the month before this one on, for two years.
    private const int Months = 26;

    private readonly ScheduleLocation _location;
    private readonly ISourceNotation _notation;
    private readonly TextReaders _readers;
    private readonly ILogger _logger;
    private readonly KeptReading<ScheduleCatalogReading> _kept;
    private Good? _last;

    public CatalogSource(
        ScheduleLocation location, ISourceNotation notation, TextReaders readers, ScheduleSourceOptions options, TimeProvider time,
        ILogger logger)
    {
        (_location, _notation, _readers, _logger) = (location, notation, readers, logger);
        _kept = new(location, "schedules", ReadAsync, static (last, problem) => last with { Problem = problem }, options, time, logger);
    }

    public ValueTask<ScheduleCatalogReading> GetAsync(CancellationToken cancellationToken = default) => _kept.GetAsync(cancellationToken);

    public void Dispose() => _kept.Dispose();

    private async Task<ScheduleCatalogReading> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(cancellationToken).ConfigureAwait(false);
        var from = new DateOnly(now.Year, now.Month, 1).AddMonths(-1);
        var catalog = _last is { } last && last.From == from && last.Text.IsSame(text)
            ? last.Catalog
            : _notation.Read(text, from, from.AddMonths(Months).AddDays(-1));
        if (catalog != _last?.Catalog)
        {
            SourceLog.Read(_logger, _location.ToString(), catalog.Schedules.Count);
        }

        _last = new(text, from, catalog);
        return new(catalog, now);
    }

    private async Task<SourceText> ReadTextAsync(CancellationToken cancellationToken)
    {
        var parts = await _readers.ReadAsync(_location, cancellationToken).ConfigureAwait(false);
        var calendars = new Dictionary<string, TextPart>(StringComparer.Ordinal);
        foreach (var file in _notation.CalendarsOf(parts))
        {
            calendars[file] = await ReadCalendarAsync(file, cancellationToken).ConfigureAwait(false);
        }

        return new(parts, calendars);
    }

    private async Task<TextPart> ReadCalendarAsync(string file, CancellationToken cancellationToken)
    {
        var calendar = _location.Beside(file);
        try
        {
            return (await _readers.ReadAsync(calendar, cancellationToken).ConfigureAwait(false)) is [var only]
                ? only
                : throw new InvalidDataException("a calendar is one parameter, not a path.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidDataException($"its calendar {calendar}: {SourceFailure.ReasonOf(exception)}", exception);
        }
    }

    /// <summary>A reading that was good.</summary>
    /// <param name="Text">The texts.</param>
    /// <param name="From">The first date of the calendars.</param>
    /// <param name="Catalog">The catalog.</param>
    private sealed record Good(SourceText Text, DateOnly From, ScheduleCatalog Catalog);
}
