using System.Collections.Concurrent;
using System.Collections.Immutable;
using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Stopinator.Ec2;
using Stopinator.Options;
using Stopinator.Targets;

namespace Stopinator;

/// <inheritdoc cref="IMultiTargetPowerService"/>
public sealed partial class MultiTargetPowerService : IMultiTargetPowerService, IDisposable
{
    private readonly StopinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory? _loggers;
    private readonly Func<PowerTarget, Ec2Client> _clientFor;
    private readonly IReadOnlyList<IPowerObserver> _observers;
    private readonly TargetLister _lister;

    // Clients and the credentials of roles are kept. A target is asked for often, and a role gives credentials for an hour.
    private readonly ConcurrentDictionary<TargetIdentity, Lazy<InstancePowerService>> _services = new();

    private readonly bool _ownClients;
    private volatile bool _disposed;

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
        _ownClients = ownClients;
        _observers = [.. observers ?? []];
        _lister = new TargetLister(ServiceOf, _options, _time);
    }

    /// <inheritdoc/>
    public IInstancePowerService At(PowerTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return ServiceOf(target);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PowerTarget>> ListAsync(PowerTargets targets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return _lister.ListAsync(targets, cancellationToken);
    }

    /// <summary>Closes the connections of the clients that were made here. Clients that were handed over stay open.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var service in _services.Values.Where(service => service.IsValueCreated))
        {
            service.Value.Dispose();
        }
    }

    private InstancePowerService ServiceOf(PowerTarget target)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var service = _services.GetOrAdd(
            IdentityOf(target), static (_, made) => new(() => made.Service.Make(made.Target)), (Service: this, Target: target)).Value;
        if (_disposed)
        {
            // It was made while this was disposed of, so nothing else disposes of it.
            service.Dispose();
            throw new ObjectDisposedException(nameof(MultiTargetPowerService));
        }

        return service;
    }

    // A client that is made here follows from region, role and endpoint. A client that is handed over may follow from the name.
    private TargetIdentity IdentityOf(PowerTarget target) =>
        new(_ownClients ? null : target.Name, target.Region, target.RoleArn, target.ExternalId, target.EndpointUrl);

    private InstancePowerService Make(PowerTarget target) => new(_options, _time, _loggers, _clientFor(target), _observers);

    private sealed record TargetIdentity(string? Name, string Region, string? RoleArn, string? ExternalId, Uri? EndpointUrl);
}
