using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Scheduling.Sources.DependencyInjection;
using Stopinator.Scheduling.Sources.Notations;
using Stopinator.Scheduling.Sources.Reading;

namespace Stopinator.Scheduling.Sources;

/// <summary>
/// Opens sources of schedules and of targets: a file, <c>ssm:/name</c> (a parameter), <c>ssm:/path/</c> (all parameters under a path, each
/// a part of the whole), <c>s3://bucket/key</c>.
/// </summary>
/// <remarks>
/// A source is read when a plan asks for it, at most once in <see cref="ScheduleSourceOptions.ReadEvery"/>. When a source cannot be read or
/// its text is malformed, the last good catalog stays in force, and the plan, the report and the log have the problem. A relative path of a
/// file begins in the folder of the program. A calendar of a catalog may be the name of an iCalendar file beside the catalog, or a location
/// in AWS. Its events close their days, from the previous month until two years from now.
/// </remarks>
/// <example><code>ScheduleTag.Own(sources.Catalog("ssm:/stopinator/schedules"))</code></example>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class ScheduleSources : IScheduleSources, IDisposable
{
    private readonly ConcurrentDictionary<(Type Notation, ScheduleLocation Location), CatalogSource> _sources = new();
    private readonly ConcurrentDictionary<ScheduleLocation, TargetsSource> _targets = new();
    private readonly AwsClient<IAmazonSimpleSystemsManagement> _ssm;
    private readonly AwsClient<IAmazonS3> _s3;
    private readonly TextReaders _readers;
    private readonly ScheduleSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Creates the sources.</summary>
    /// <param name="options">The time between readings, and the limits; null for the defaults.</param>
    /// <param name="ssm">
    /// The client of Parameter Store, which is not disposed here. Default (null): a client with the region and credentials of the
    /// environment, made when the first parameter is read.
    /// </param>
    /// <param name="s3">The client of S3, with the same rules.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggers">The loggers; null for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every such option.
    /// </exception>
    public ScheduleSources(
        ScheduleSourceOptions? options = null,
        IAmazonSimpleSystemsManagement? ssm = null,
        IAmazonS3? s3 = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggers = null)
        : this(
            options ?? new(),
            new AwsClient<IAmazonSimpleSystemsManagement>(() => ssm, () => new AmazonSimpleSystemsManagementClient()),
            new AwsClient<IAmazonS3>(() => s3, () => new AmazonS3Client()),
            timeProvider,
            loggers)
    {
    }

    internal ScheduleSources(
        ScheduleSourceOptions options,
        AwsClient<IAmazonSimpleSystemsManagement> ssm,
        AwsClient<IAmazonS3> s3,
        TimeProvider? timeProvider,
        ILoggerFactory? loggers)
    {
        ScheduleSourceOptionsValidator.ThrowIfInvalid(options);

        // A copy, so that later changes by the caller do not bypass validation.
        _options = options with { };
        (_ssm, _s3) = (ssm, s3);
        _readers = new TextReaders(_ssm, _s3, new BoundedText(_options.MaxBytes));
        _time = timeProvider ?? TimeProvider.System;
        _logger = loggers?.CreateLogger(typeof(ScheduleSources).FullName!) ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public IScheduleCatalogSource Catalog(string location) => Open(location, new CatalogNotation());

    /// <inheritdoc/>
    /// <remarks>The text is JSON or YAML, in the forms of <see cref="InstanceSchedulerFile.ParseCatalog"/>.</remarks>
    public IScheduleCatalogSource InstanceScheduler(string location) => Open(location, new InstanceSchedulerNotations());

    /// <inheritdoc/>
    public IPowerTargetsSource Targets(string location) => _targets.GetOrAdd(
        ScheduleLocation.Parse(location), key => new TargetsSource(key, _readers, _options, _time, _logger));

    /// <summary>Disposes the clients that were made here, and the sources.</summary>
    public void Dispose()
    {
        foreach (var source in _sources.Values)
        {
            source.Dispose();
        }

        foreach (var source in _targets.Values)
        {
            source.Dispose();
        }

        _ssm.Dispose();
        _s3.Dispose();
    }

    // The same location is read once, whoever asks for it.
    private CatalogSource Open(string location, ISourceNotation notation) => _sources.GetOrAdd(
        (notation.GetType(), ScheduleLocation.Parse(location)),
        key => new CatalogSource(key.Location, notation, _readers, _options, _time, _logger));
}
