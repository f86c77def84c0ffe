namespace Stopinator.Scheduling.Reconciling;

/// <summary>Asks the sources of the tags for their catalogs, and keeps what was read of the tags while the catalogs are the same.</summary>
internal sealed class CurrentSchedules(ScheduledPowerOptions options)
{
    private readonly bool _hasSources = options.Tags.Any(tag => tag.Source is not null);
    private CurrentReading _last = new(options, new InstanceReader(options), [], []);

    /// <summary>Returns the options with the current catalogs.</summary>
    /// <exception cref="ScheduleSourceException">A catalog cannot be read, and there is no earlier one.</exception>
    public async ValueTask<CurrentReading> GetAsync(CancellationToken cancellationToken)
    {
        if (!_hasSources)
        {
            return _last;
        }

        List<ScheduleTag> tags = [];
        List<ScheduleCatalog> catalogs = [];
        List<string> problems = [];
        foreach (var tag in options.Tags)
        {
            if (tag.Source is null)
            {
                tags.Add(tag);
                continue;
            }

            var reading = await tag.Source.GetAsync(cancellationToken).ConfigureAwait(false);
            tags.Add(tag.With(reading.Catalog));
            catalogs.Add(reading.Catalog);
            if (reading.Problem is { } problem)
            {
                problems.Add(problem);
            }
        }

        var last = _last;
        if (!catalogs.SequenceEqual(last.Catalogs))
        {
            var current = options with { Tags = tags };
            last = new(current, new InstanceReader(current), catalogs, []);
        }

        return _last = last with { Problems = problems };
    }
}

/// <summary>Options whose tags have their catalogs.</summary>
/// <param name="Options">The options.</param>
/// <param name="Reader">The reader of the tags.</param>
/// <param name="Catalogs">The catalogs of the sources, in the order of the tags.</param>
/// <param name="Problems">The problems of sources whose last catalog stays in force.</param>
internal sealed record CurrentReading(
    ScheduledPowerOptions Options, InstanceReader Reader, IReadOnlyList<ScheduleCatalog> Catalogs, IReadOnlyList<string> Problems);
