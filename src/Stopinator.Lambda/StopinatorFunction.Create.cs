using Amazon.EC2;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Running;
using Stopinator.Lambda.Targets;
using Stopinator.Scheduling;

namespace Stopinator.Lambda;

/// <content>The ways to create a function: on its own clients, on a given client, and on a client for each target.</content>
public sealed partial class StopinatorFunction
{
    /// <summary>Creates a function with its own settings, e.g. in a test.</summary>
    /// <param name="environment">The environment variables with the settings.</param>
    /// <param name="configure">Sets options that the variables do not cover, such as credentials.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="log">The stream for the log lines; null for standard output.</param>
    /// <param name="schedules">
    /// Opens the schedules of <c>STOPINATOR_SCHEDULES=ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; schedules come from the variable or a file.
    /// </param>
    /// <exception cref="FunctionSettingsException">The settings cannot be used; the message lists every problem.</exception>
    public static StopinatorFunction Create(
        IReadOnlyDictionary<string, string> environment,
        Action<StopinatorOptions>? configure = null,
        TimeProvider? timeProvider = null,
        Stream? log = null,
        IScheduleSources? schedules = null) =>
        Create(environment, configure, timeProvider, log, client: null, schedules);

    /// <summary>Creates a function with its own settings on a given client, e.g. the client of a simulated EC2 in a test.</summary>
    /// <param name="environment">The environment variables with the settings.</param>
    /// <param name="ec2">
    /// The client, with its region, credentials, proxy and telemetry. It is not disposed here. A client that resends failed requests by
    /// itself is named in a line of the log, and reboots through it are rejected: set <c>MaxErrorRetry</c> and
    /// <c>MaxStaleConnectionRetries</c> of its configuration to 0.
    /// </param>
    /// <param name="configure">
    /// Sets options that the variables do not cover, except <see cref="StopinatorOptions.Ec2"/> and
    /// <see cref="StopinatorOptions.Credentials"/>.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="log">The stream for the log lines; null for standard output.</param>
    /// <param name="schedules">
    /// Opens the schedules of <c>STOPINATOR_SCHEDULES=ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; schedules come from the variable or a file.
    /// </param>
    /// <exception cref="FunctionSettingsException">
    /// The settings cannot be used, or the options contradict the client; the message lists every problem.
    /// </exception>
    public static StopinatorFunction Create(
        IReadOnlyDictionary<string, string> environment,
        IAmazonEC2 ec2,
        Action<StopinatorOptions>? configure = null,
        TimeProvider? timeProvider = null,
        Stream? log = null,
        IScheduleSources? schedules = null)
    {
        ArgumentNullException.ThrowIfNull(ec2);
        return Create(environment, configure, timeProvider, log, FunctionClient.Of(ec2), schedules);
    }

    /// <summary>
    /// Creates a function with its own settings on clients that you make for the targets of <c>STOPINATOR_TARGETS</c>, e.g. those of
    /// simulated regions in a test.
    /// </summary>
    /// <param name="environment">The environment variables with the settings.</param>
    /// <param name="clientFor">
    /// Returns the client of a target, at the target's first call, once for each target. It has to apply the role, the external id and the
    /// endpoint of the target. The clients are not disposed here.
    /// </param>
    /// <param name="configure">
    /// Sets options that the variables do not cover, except <see cref="StopinatorOptions.Ec2"/> and
    /// <see cref="StopinatorOptions.Credentials"/>.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="log">The stream for the log lines; null for standard output.</param>
    /// <param name="schedules">
    /// Opens the schedules and targets of <c>ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; they come from the variable or a file.
    /// </param>
    /// <exception cref="FunctionSettingsException">
    /// The settings cannot be used, e.g. because they have no targets, or the options contradict the clients; the message lists every
    /// problem.
    /// </exception>
    public static StopinatorFunction Create(
        IReadOnlyDictionary<string, string> environment,
        Func<PowerTarget, IAmazonEC2> clientFor,
        Action<StopinatorOptions>? configure = null,
        TimeProvider? timeProvider = null,
        Stream? log = null,
        IScheduleSources? schedules = null)
    {
        ArgumentNullException.ThrowIfNull(clientFor);
        return Create(environment, configure, timeProvider, log, FunctionClient.Of(clientFor), schedules);
    }

    /// <summary>Creates a function. When <paramref name="client"/> is null, the function has its own clients.</summary>
    internal static StopinatorFunction Create(
        IReadOnlyDictionary<string, string> environment,
        Action<StopinatorOptions>? configure,
        TimeProvider? timeProvider,
        Stream? log,
        FunctionClient? client,
        IScheduleSources? schedules)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var settings = SettingsReader.Read(environment, schedules);
        var options = PowerServiceFactory.OptionsOf(settings);
        configure?.Invoke(options);
        client?.ThrowIfContradicts(settings, options);

        var time = timeProvider ?? TimeProvider.System;
        var line = new LogLine(log ?? Console.OpenStandardOutput());
        var loggers = JsonLineLoggerFactory.For(settings.LogLevel, isClientHandedOver: client is not null, line, time);
        IDisposable power;
        IRunner runner;
        if (!TargetsFeature.IsSupported || settings.Targets is null)
        {
            var service = PowerServiceFactory.Create(options, client?.Ec2, time, loggers);
            power = service;
            runner = new LocalRunner(new CommandRunner(settings, service, new Reconciler(settings, service, time).PlanAsync, time));
        }
        else
        {
            var services = TargetServices.Create(settings, options, client?.ClientFor, schedules, time, loggers);
            power = services;
            runner = new TargetsRunner(settings, services, time);
        }

        var runLog = new RunLog(line, settings, environment.GetValueOrDefault("AWS_LAMBDA_FUNCTION_NAME"));
        var processor = new EventProcessor(settings, runner, runLog, options.Execution.DeadlineMargin, time);
        return new StopinatorFunction(settings, power, runner, processor);
    }
}
