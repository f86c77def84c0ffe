namespace Stopinator.Scheduling;

/// <summary>
/// A source of schedules that change without a deployment. <see cref="ScheduledPowerService"/> asks the source for the current catalog at
/// each plan. The package <c>Stopinator.Scheduling.Sources</c> has sources for files, Parameter Store and S3.
/// </summary>
/// <threadsafety>Has to be safe for use by several threads.</threadsafety>
public interface IScheduleCatalogSource
{
    /// <summary>Returns the current catalog. While the catalog does not change, a source returns the same object.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ScheduleSourceException">The catalog cannot be read, and there is no earlier one.</exception>
    ValueTask<ScheduleCatalogReading> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>A catalog that was read from a source.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="ReadAt">The instant at which the catalog was read successfully.</param>
/// <param name="Problem">
/// The problem of a later reading, for which the catalog has stayed in force; null when the catalog is current.
/// </param>
public sealed record ScheduleCatalogReading(ScheduleCatalog Catalog, DateTimeOffset ReadAt, string? Problem = null);

/// <summary>A source of targets that change without a deployment.</summary>
/// <threadsafety>Has to be safe for use by several threads.</threadsafety>
public interface IPowerTargetsSource
{
    /// <summary>Returns the current targets, for <see cref="IMultiTargetPowerService.ListAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ScheduleSourceException">The targets cannot be read, and there are no earlier ones.</exception>
    ValueTask<PowerTargetsReading> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>Targets that were read from a source.</summary>
/// <param name="Targets">The targets.</param>
/// <param name="ReadAt">The instant at which the targets were read successfully.</param>
/// <param name="Problem">
/// The problem of a later reading, for which the targets have stayed in force; null when the targets are current.
/// </param>
public sealed record PowerTargetsReading(PowerTargets Targets, DateTimeOffset ReadAt, string? Problem = null);

/// <summary>
/// The exception for schedules or targets that cannot be read from their source, and of which no earlier reading exists.
/// </summary>
public sealed class ScheduleSourceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The location, the problem and the way out.</param>
    /// <param name="location">The location of the schedules.</param>
    /// <param name="innerException">The underlying error.</param>
    public ScheduleSourceException(string message, string location, Exception? innerException = null)
        : base(message, innerException) => Location = location;

    /// <summary>The location, e.g. <c>ssm:/stopinator/schedules</c>.</summary>
    public string Location { get; }
}

/// <summary>Opens sources of schedules and of targets by their location.</summary>
/// <remarks>The class <c>ScheduleSources</c> of the package <c>Stopinator.Scheduling.Sources</c> implements it.</remarks>
public interface IScheduleSources
{
    /// <summary>Returns the source of a catalog in the form of <see cref="ScheduleCatalog.Parse(string)"/>.</summary>
    /// <param name="location">The location, e.g. <c>ssm:/stopinator/schedules</c>.</param>
    /// <exception cref="ArgumentException">The text is not a location.</exception>
    IScheduleCatalogSource Catalog(string location);

    /// <summary>
    /// Returns the source of schedules of AWS Instance Scheduler, for
    /// <see cref="ScheduleTag.InstanceScheduler(IScheduleCatalogSource, string)"/>.
    /// </summary>
    /// <param name="location">The location, e.g. <c>s3://bucket/schedules.json</c>.</param>
    /// <exception cref="ArgumentException">The text is not a location.</exception>
    IScheduleCatalogSource InstanceScheduler(string location);

    /// <summary>Returns the source of targets in the form of <see cref="PowerTargets.Parse"/>.</summary>
    /// <param name="location">
    /// The location, e.g. <c>s3://bucket/targets.json</c>; <c>ssm:/path/</c> joins all parameters under a path.
    /// </param>
    /// <exception cref="ArgumentException">The text is not a location.</exception>
    IPowerTargetsSource Targets(string location);
}
