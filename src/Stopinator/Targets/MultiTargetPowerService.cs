using System.Collections.Immutable;
using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Stopinator.Ec2;
using Stopinator.Options;
using Stopinator.Targets;

namespace Stopinator;

/// <inheritdoc cref="IMultiTargetPowerService"/>
/// <remarks>
/// The service keeps a client and the credentials of each target. Clients that the service made are disposed after a day in which no run
/// used their target, except those of <see cref="At"/> and of plans, which the caller may still hold. Clients that were handed over are
/// kept as long as the service lives: nobody would dispose a second one.
/// </remarks>
public sealed partial class MultiTargetPowerService : IMultiTargetPowerService, IDisposable
{
    private readonly StopinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory? _loggers;
    private readonly Func<PowerTarget, Ec2Client> _clientFor;
    private readonly IReadOnlyList<IPowerObserver> _observers;
    private readonly TargetLister _lister;

    // Clients and the credentials of roles are kept. A target is asked for often, and a role gives credentials for an hour.
    private readonly TargetServices _services;

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
            target => Ec2Client.Own(TargetClients.FactoryFor(target, options, aws: null)), observers,
            ownClients: true)
    {
    }

    /// <summary>Creates a service on clients that you make, e.g. with a proxy or with a different way to assume roles.</summary>
    /// <param name="clientFor">
    /// Returns the client of a target, at the target's first call, once for each target: targets with different names are different
    /// targets here, although their regions and roles may be the same. The service does not dispose of clients. This function has to apply
    /// the role, the external id and the endpoint of the target. An exception of the function is the failure of that target.
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
        IEnumerable<IPowerObserver>? observers = null, bool ownClients = false)
    {
        StopinatorOptionsValidator.ThrowIfInvalid(options);
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _loggers = loggerFactory;
        _clientFor = clientFor;
        _observers = [.. observers ?? []];

        // A client that is made here follows from region, role and endpoint. A client that is handed over may follow from the name.
        _services = new TargetServices(Make, byName: !ownClients, _time);
        _lister = new TargetLister(RegionsAsync, _options, _time);
    }

    /// <inheritdoc/>
    public int MaxParallelTargets => _options.Execution.MaxParallelTargets;

    /// <summary>The number of targets whose services are kept.</summary>
    internal int KeptTargets => _services.Count;

    /// <inheritdoc/>
    public IInstancePowerService At(PowerTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return _services.Keep(target);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PowerTarget>> ListAsync(PowerTargets targets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return _lister.ListAsync(targets, cancellationToken);
    }

    /// <summary>Closes the connections of the clients that were made here. Clients that were handed over stay open.</summary>
    public void Dispose() => _services.Dispose();

    private async Task<ImmutableArray<string>> RegionsAsync(PowerTarget target, CancellationToken cancellationToken)
    {
        using var use = _services.Begin();
        return await use.At(target).ListRegionsAsync(cancellationToken).ConfigureAwait(false);
    }

    private InstancePowerService Make(PowerTarget target) => new(_options, _time, _loggers, _clientFor(target), _observers);
}
