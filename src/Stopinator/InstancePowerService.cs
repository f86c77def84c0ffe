using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Execution;
using Stopinator.Options;
using Stopinator.Planning;
using Stopinator.Reading;

namespace Stopinator;

/// <inheritdoc cref="IInstancePowerService"/>
public sealed partial class InstancePowerService : IInstancePowerService, IDisposable
{
    private readonly StopinatorOptions _options;
    private readonly RunClock _time;
    private readonly ILogger _logger;
    private readonly Ec2Client _client;
    private readonly Ec2Calls _ec2;
    private readonly InstanceFinder _finder;
    private readonly IReadOnlyList<IPowerObserver> _observers;
    private bool _disposed;

    /// <summary>Creates a service with a client of its own. Region, endpoint and credentials are looked up at the first call.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">The factory of loggers; null for no logs.</param>
    /// <param name="observers">The observers, in the order in which they are asked; null for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every problem.
    /// </exception>
    public InstancePowerService(
        StopinatorOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null,
        IEnumerable<IPowerObserver>? observers = null)
        : this(
            options ??= new StopinatorOptions(), timeProvider, loggerFactory,
            Ec2Client.Own(new Ec2ClientFactory(options.Ec2, options.Credentials)), observers)
    {
    }

    /// <summary>Creates a service on an existing client, with its region, credentials, proxy and telemetry.</summary>
    /// <param name="ec2">
    /// The client. The service does not dispose of it. A client that resends failed requests by itself gets a warning, and reboots through
    /// it are refused, since a reboot must not be sent twice. To avoid this, set <c>MaxErrorRetry</c> and <c>MaxStaleConnectionRetries</c>
    /// of its configuration to 0.
    /// </param>
    /// <param name="options">
    /// The options; null for the defaults. <see cref="StopinatorOptions.Ec2"/> and <see cref="StopinatorOptions.Credentials"/> are not
    /// used.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">The factory of loggers; null for no logs.</param>
    /// <param name="observers">The observers, in the order in which they are asked; null for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every problem.
    /// </exception>
    public InstancePowerService(
        IAmazonEC2 ec2, StopinatorOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null,
        IEnumerable<IPowerObserver>? observers = null)
        : this(options ?? new StopinatorOptions(), timeProvider, loggerFactory, Ec2Client.Over(() => ec2), observers)
    {
        ArgumentNullException.ThrowIfNull(ec2);
    }

    internal InstancePowerService(
        StopinatorOptions options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory, Ec2Client client,
        IEnumerable<IPowerObserver>? observers = null)
    {
        StopinatorOptionsValidator.ThrowIfInvalid(options);
        _options = options;
        _time = new RunClock(timeProvider ?? TimeProvider.System);
        _logger = new SafeLogger((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Stopinator"));
        _client = client;
        _ec2 = new Ec2Calls(client, _options, _time, _logger);
        _finder = new InstanceFinder(_ec2);
        _observers = [.. observers ?? []];
    }

    /// <summary>
    /// Loads the code of a describe and a stop while a process starts, so that the first call takes less time. A Lambda function has a
    /// whole processor while it initialises, and only a part of one later. The method sends nothing and reads nothing of the environment.
    /// Call it without waiting for it.
    /// </summary>
    /// <remarks>Listeners to traces and metrics see one describe in the region us-east-1.</remarks>
    /// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"/>
    public static async Task WarmUpAsync()
    {
        using var client = WarmupHandler.CreateClient();
        using var service = new InstancePowerService(new StopinatorOptions(), timeProvider: null, loggerFactory: null, client);
        await foreach (var instance in service.FindAsync(InstanceSelector.All).ConfigureAwait(false))
        {
            var call = new PowerCall([instance.InstanceId]);
            await client.ChangeAsync(PowerAction.Stop, call, new Transmission(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Ec2Instance> FindAsync(
        InstanceSelector selector, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await foreach (var found in _finder.FindAsync(selector, CallDeadline.None, cancellationToken).ConfigureAwait(false))
        {
            if (found.Instance is { } instance)
            {
                yield return instance;
            }
        }
    }

    /// <inheritdoc/>
    public Task<PowerPlan> PlanAsync(PowerRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Action == PowerAction.Reconcile
            ? throw new ArgumentException(
                "A reconcile takes a rule that chooses the action of each instance, such as that of a ScheduledPowerService.",
                nameof(request))
            : PlanAsync(request, (instance, policy) => InstanceDecider.Decide(instance, request, policy), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PowerPlan> PlanAsync(
        PowerRequest request, Func<Ec2Instance, PowerChoice> choose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(choose);
        ThrowIfNotReconcile(request);
        return PlanAsync(request, new ChoiceDecider(request, choose).Decide, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PowerReport> ExecuteAsync(
        PowerPlan plan, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (plan.MadeBy != this)
        {
            throw new ArgumentException(
                "The plan was made by another service, which may have another scope and other guards. Make it with the service that "
                + "executes it.",
                nameof(plan));
        }

        PlanGuards.CheckDeadline(plan.Request.Deadline, _time.GetUtcNow());
        return CarryOutAsync(plan, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PowerReport> RunAsync(
        PowerRequest request, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var run = _time.Begin();
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync(plan, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<PowerReport> StartAsync(InstanceSelector selector, CancellationToken cancellationToken = default) =>
        RunAsync(PowerRequest.Start(selector), progress: null, cancellationToken);

    /// <inheritdoc/>
    public Task<PowerReport> StopAsync(InstanceSelector selector, CancellationToken cancellationToken = default) =>
        RunAsync(PowerRequest.Stop(selector), progress: null, cancellationToken);

    /// <inheritdoc/>
    public Task<PowerReport> RebootAsync(InstanceSelector selector, CancellationToken cancellationToken = default) =>
        RunAsync(PowerRequest.Reboot(selector), progress: null, cancellationToken);

    /// <summary>True when the service made its client, and disposes it.</summary>
    internal bool OwnsClient => _client.IsOwn;

    /// <summary>Lists the regions that the account has enabled.</summary>
    /// <exception cref="Ec2Exception">EC2 refused or could not be reached.</exception>
    internal Task<ImmutableArray<string>> ListRegionsAsync(CancellationToken cancellationToken) =>
        _ec2.DescribeRegionsAsync(cancellationToken);

    /// <summary>Closes the connections of the service's own client. A client that was handed over stays open.</summary>
    public void Dispose()
    {
        _disposed = true;
        _client.Dispose();
    }

    private async Task<PowerReport> CarryOutAsync(PowerPlan plan, IProgress<PowerProgress>? progress, CancellationToken cancellationToken)
    {
        using var run = _time.Begin();
        return await new PlanExecutor(_ec2, _observers, _options, _time, _logger)
            .ExecuteAsync(plan, instance => plan.Decide(instance, PolicyFor(plan.Request)), progress, cancellationToken)
            .ConfigureAwait(false);
    }
}
