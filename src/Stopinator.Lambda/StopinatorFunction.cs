using System.Collections;
using System.Runtime.CompilerServices;
using Amazon.EC2;
using Stopinator.Lambda.CommandLine;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Running;
using Stopinator.Lambda.Runtime;
using Stopinator.Scheduling;

namespace Stopinator.Lambda;

/// <summary>A function that starts, stops or reboots EC2 instances as events ask, within the settings of its environment.</summary>
/// <example>The whole program of a function: <code>return await StopinatorFunction.RunAsync(args);</code></example>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed partial class StopinatorFunction : IDisposable
{
    private static readonly Lazy<StopinatorFunction> OfEnvironment = new(() => Create(ReadEnvironment()));

    private readonly IDisposable _power;
    private readonly EventProcessor _processor;

    private StopinatorFunction(FunctionSettings settings, IDisposable power, IRunner runner, EventProcessor processor)
    {
        (Settings, _power, Runner, _processor) = (settings, power, runner, processor);
    }

    internal FunctionSettings Settings { get; }

    internal IRunner Runner { get; }

    /// <summary>
    /// Serves Lambda's runtime API when <c>AWS_LAMBDA_RUNTIME_API</c> is set, until the process ends. Otherwise runs once as a command.
    /// </summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="configure">Sets options that environment variables do not cover, such as credentials.</param>
    /// <param name="schedules">
    /// Opens the schedules of <c>STOPINATOR_SCHEDULES=ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; schedules come from the variable or a file.
    /// </param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage or settings, 130 cancelled.</returns>
    public static Task<int> RunAsync(
        string[] args,
        Action<StopinatorOptions>? configure = null,
        IScheduleSources? schedules = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(args, configure, client: null, schedules, cancellationToken);

    /// <summary>
    /// Serves Lambda's runtime API when <c>AWS_LAMBDA_RUNTIME_API</c> is set, until the process ends. Otherwise runs once as a command.
    /// Calls EC2 through the given client.
    /// </summary>
    /// <param name="args">
    /// The arguments of the program. <c>--region</c>, <c>--profile</c> and <c>--endpoint</c> are rejected, since the client has its own.
    /// </param>
    /// <param name="ec2">
    /// The client, with its region, credentials, proxy and telemetry. It is not disposed here. A client that resends failed requests by
    /// itself is named in a line of the log, and reboots through it are rejected: set <c>MaxErrorRetry</c> and
    /// <c>MaxStaleConnectionRetries</c> of its configuration to 0.
    /// </param>
    /// <param name="configure">
    /// Sets options that environment variables do not cover, except <see cref="StopinatorOptions.Ec2"/> and
    /// <see cref="StopinatorOptions.Credentials"/>.
    /// </param>
    /// <param name="schedules">
    /// Opens the schedules of <c>STOPINATOR_SCHEDULES=ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; schedules come from the variable or a file.
    /// </param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage or settings, 130 cancelled.</returns>
    public static Task<int> RunAsync(
        string[] args,
        IAmazonEC2 ec2,
        Action<StopinatorOptions>? configure = null,
        IScheduleSources? schedules = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ec2);
        return RunAsync(args, configure, FunctionClient.Of(ec2), schedules, cancellationToken);
    }

    /// <summary>
    /// Serves Lambda's runtime API when <c>AWS_LAMBDA_RUNTIME_API</c> is set, until the process ends. Otherwise runs once as a command.
    /// Calls EC2 at the targets of <c>STOPINATOR_TARGETS</c> through the clients that you make.
    /// </summary>
    /// <param name="args">
    /// The arguments of the program. <c>--profile</c> and <c>--endpoint</c> are rejected, since the clients have their own.
    /// </param>
    /// <param name="clientFor">
    /// Returns the client of a target, at the target's first call, once for each target. It has to apply the role, the external id and the
    /// endpoint of the target. The clients are not disposed here.
    /// </param>
    /// <param name="configure">
    /// Sets options that environment variables do not cover, except <see cref="StopinatorOptions.Ec2"/> and
    /// <see cref="StopinatorOptions.Credentials"/>.
    /// </param>
    /// <param name="schedules">
    /// Opens the schedules and targets of <c>ssm:/...</c> and <c>s3://...</c>, e.g. a <c>ScheduleSources</c> of the package
    /// Stopinator.Scheduling.Sources. It is not disposed here. Default: none; they come from the variable or a file.
    /// </param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage or settings, 130 cancelled.</returns>
    public static Task<int> RunAsync(
        string[] args,
        Func<PowerTarget, IAmazonEC2> clientFor,
        Action<StopinatorOptions>? configure = null,
        IScheduleSources? schedules = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientFor);
        return RunAsync(args, configure, FunctionClient.Of(clientFor), schedules, cancellationToken);
    }

    /// <summary>
    /// Handles one event with the settings of the environment, for a host of your own, such as Amazon.Lambda.RuntimeSupport. Set
    /// <c>STOPINATOR_TIMEOUT</c>, or pass the deadline to <see cref="InvokeAsync"/>.
    /// </summary>
    /// <param name="input">The event.</param>
    /// <returns>The report as JSON.</returns>
    /// <inheritdoc cref="InvokeAsync" path="/exception"/>
    public static Task<Stream> HandleAsync(Stream input) => OfEnvironment.Value.InvokeAsync(input);

    /// <summary>Handles one event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="deadline">
    /// The time at which the host ends the invocation. No call begins close to the deadline, and the remainder is reported. Default:
    /// <c>STOPINATOR_TIMEOUT</c> from now.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The report as JSON; the response for an HTTP event.</returns>
    /// <exception cref="MalformedEventException">The function does not accept the event.</exception>
    /// <exception cref="StaleEventException">The event came too late.</exception>
    /// <exception cref="EventNotPermittedException">The event asks for more than the settings permit.</exception>
    /// <exception cref="PlanRefusedException">A guard rejected the plan.</exception>
    /// <exception cref="Ec2Exception">EC2 rejected a call or could not be reached before anything was done.</exception>
    /// <exception cref="ScheduleSourceException">The schedules or the targets cannot be read, and there are no earlier ones.</exception>
    /// <exception cref="RunFailedException">The run failed according to <c>STOPINATOR_FAIL_ON</c>.</exception>
    /// <exception cref="RunIncompleteException">The run did not get to every instance or target.</exception>
    public async Task<Stream> InvokeAsync(Stream input, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var json = new MemoryStream();
        await input.CopyToAsync(json, cancellationToken).ConfigureAwait(false);
        var answer = await AnswerAsync(json.ToArray(), new HostCall(Deadline: deadline), cancellationToken).ConfigureAwait(false);
        return new MemoryStream(answer, writable: false);
    }

    /// <summary>Closes the connections of the function's own client. A client that was passed in is left alone.</summary>
    public void Dispose() => _power.Dispose();

    internal Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> json, HostCall call, CancellationToken cancellationToken) =>
        _processor.HandleAsync(json, call, cancellationToken);

    /// <summary>Serves a runtime API. When <paramref name="client"/> is null, the function has its own clients.</summary>
    internal static Task<int> ServeAsync(
        string api,
        IReadOnlyDictionary<string, string> environment,
        Action<StopinatorOptions>? configure,
        FunctionClient? client,
        IScheduleSources? schedules,
        CancellationToken cancellationToken)
    {
        // Native code needs no compilation.
        if (RuntimeFeature.IsDynamicCodeCompiled)
        {
            _ = Task.Run(InstancePowerService.WarmUpAsync, CancellationToken.None);
        }

        return new RuntimeLoop(RuntimeApi.Connect(api), new LogLine(Console.OpenStandardOutput()), TimeProvider.System).RunAsync(
            () =>
            {
                var function = Create(environment, configure, timeProvider: null, log: null, client, schedules);
                return (invocation, token) => function.AnswerAsync(
                    invocation.Event, new HostCall(invocation.RequestId, invocation.Deadline, invocation.FunctionArn), token);
            },
            cancellationToken);
    }

    private static Task<int> RunAsync(
        string[] args,
        Action<StopinatorOptions>? configure,
        FunctionClient? client,
        IScheduleSources? schedules,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var environment = ReadEnvironment();
        return environment.TryGetValue("AWS_LAMBDA_RUNTIME_API", out var api) && api.Length > 0
            ? ServeAsync(api, environment, configure, client, schedules, cancellationToken)
            : CommandProgram.RunAsync(args, environment, configure, client, schedules, Console.Out, Console.Error, cancellationToken);
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return environment;
    }
}
