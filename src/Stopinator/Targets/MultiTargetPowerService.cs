using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Options;
using Stopinator.Requests;
using Stopinator.Targets;

namespace Stopinator;

/// <inheritdoc cref="IMultiTargetPowerService"/>
public sealed class MultiTargetPowerService : IMultiTargetPowerService
{
    private readonly StopinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory? _loggers;
    private readonly Func<PowerTarget, Ec2Client> _clientFor;
    private readonly IReadOnlyList<IPowerObserver> _observers;

    /// <summary>Creates a service that makes a client of its own for each target.</summary>
    /// <param name="options">
    /// The options for every target; null for the defaults. Region and endpoint are the target's. The credentials are those with which
    /// roles are assumed.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">The factory of loggers; null for no logs.</param>
    /// <param name="observers">The observers of every target, in the order in which they are asked; null for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every problem.
    /// </exception>
    public MultiTargetPowerService(
        StopinatorOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null,
        IEnumerable<IPowerObserver>? observers = null)
        : this(
            options ??= new StopinatorOptions(), timeProvider, loggerFactory,
            target => Ec2Client.Own(TargetClients.FactoryFor(target, options, aws: null)), observers)
    {
    }

    /// <summary>Creates a service on clients that you make, e.g. with a proxy or with a different way to assume roles.</summary>
    /// <param name="clientFor">
    /// Returns the client of a target, at the target's first call. The service does not dispose of clients. This function has to apply the
    /// role, the external id and the endpoint of the target. An exception of the function is the failure of that target.
    /// </param>
    /// <param name="options">
    /// The options for every target; null for the defaults. <see cref="StopinatorOptions.Ec2"/> and
    /// <see cref="StopinatorOptions.Credentials"/> are not used.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">The factory of loggers; null for no logs.</param>
    /// <param name="observers">The observers of every target, in the order in which they are asked; null for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every problem.
    /// </exception>
    public MultiTargetPowerService(
        Func<PowerTarget, IAmazonEC2> clientFor, StopinatorOptions? options = null, TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null, IEnumerable<IPowerObserver>? observers = null)
        : this(
            options ?? new StopinatorOptions(), timeProvider, loggerFactory, target => Ec2Client.Over(() => clientFor(target)), observers)
    {
        ArgumentNullException.ThrowIfNull(clientFor);
    }

    internal MultiTargetPowerService(
        StopinatorOptions options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory, Func<PowerTarget, Ec2Client> clientFor,
        IEnumerable<IPowerObserver>? observers = null)
    {
        StopinatorOptionsValidator.ThrowIfInvalid(options);
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _loggers = loggerFactory;
        _clientFor = clientFor;
        _observers = [.. observers ?? []];
    }

    /// <inheritdoc/>
    public async Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        TargetRequest[] asked = [.. requests];
        ThrowIfInvalid(asked);

        var reports = new TargetReport[asked.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Execution.MaxParallelTargets };
        await Parallel.ForAsync(0, asked.Length, parallel, async (index, _) =>
        {
            reports[index] = await RunAsync(asked[index], cancellationToken).ConfigureAwait(false);
            Safely.Do(() => progress?.Report(reports[index]));
        }).ConfigureAwait(false);

        var report = new MultiTargetReport([.. reports]);
        return cancellationToken.IsCancellationRequested && Array.Exists(reports, WasCancelled)
            ? throw new MultiTargetCanceledException(report, cancellationToken)
            : report;
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest request, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(targets.Select(target => new TargetRequest(target, request)), progress, cancellationToken);
    }

    private static bool WasCancelled(TargetReport target) =>
        target.Failure is OperationCanceledException || target.Report!.EarlyEnd?.Code == Execution.EarlyEndCode.Cancelled;

    private async Task<TargetReport> RunAsync(TargetRequest asked, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var power = new InstancePowerService(_options, _time, _loggers, _clientFor(asked.Target), _observers);
            return new TargetReport(
                asked, await power.RunAsync(asked.Request, progress: null, cancellationToken).ConfigureAwait(false), failure: null);
        }
        catch (PowerCanceledException cancelled)
        {
            return new TargetReport(asked, cancelled.Report, failure: null);
        }
        catch (Exception failure) when (failure is Ec2Exception or PlanRefusedException or OperationCanceledException)
        {
            return new TargetReport(asked, report: null, failure);
        }
    }

    private static void ThrowIfInvalid(TargetRequest[] asked)
    {
        if (asked.Length == 0)
        {
            throw new ArgumentException("There is no target.", nameof(asked));
        }

        var twice = asked
            .GroupBy(one => (one.Target.Region, one.Target.RoleArn, one.Target.EndpointUrl))
            .FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new ArgumentException($"The target {twice.First().Target} is named twice; each takes one request.", nameof(asked));
        }

        if (Array.Exists(asked, one => one.Request.Action == PowerAction.Reconcile))
        {
            throw new ArgumentException(
                "A reconcile takes a rule that chooses the action of each instance; use a ScheduledPowerService for each target.",
                nameof(asked));
        }

        Array.ForEach(asked, one => PowerRequestRules.ThrowIfInvalid(one.Request));
    }
}
