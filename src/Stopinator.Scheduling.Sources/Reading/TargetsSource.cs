using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stopinator.Scheduling.Sources.Notations;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads targets. Under a path of Parameter Store, each parameter is a document, and all are joined.</summary>
internal sealed class TargetsSource : IPowerTargetsSource, IDisposable
{
    private readonly ScheduleLocation _location;
    private readonly TextReaders _readers;
    private readonly ILogger _logger;
    private readonly KeptReading<PowerTargetsReading> _kept;

    public TargetsSource(ScheduleLocation location, TextReaders readers, ScheduleSourceOptions options, TimeProvider time, ILogger logger)
    {
        (_location, _readers, _logger) = (location, readers, logger);
        _kept = new(location, "targets", ReadAsync, static (last, problem) => last with { Problem = problem }, options, time, logger);
    }

    public ValueTask<PowerTargetsReading> GetAsync(CancellationToken cancellationToken = default) => _kept.GetAsync(cancellationToken);

    public void Dispose() => _kept.Dispose();

    private async Task<PowerTargetsReading> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parts = await _readers.ReadAsync(_location, cancellationToken).ConfigureAwait(false);
        var targets = PowerTargets.Union(parts.Select(part => Parse(part, isOnly: parts.Count == 1)));
        SourceLog.ReadTargets(_logger, _location.ToString(), targets.Accounts.Count);
        return new(targets, now);
    }

    private static PowerTargets Parse(TextPart part, bool isOnly)
    {
        try
        {
            return PowerTargets.Parse(part.Text);
        }
        catch (JsonException exception) when (!isOnly)
        {
            throw new JsonException($"{part.Name}: {exception.Message}", exception);
        }
    }
}
