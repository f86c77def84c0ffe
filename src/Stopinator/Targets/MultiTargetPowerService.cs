using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Stopinator.Ec2;
using Stopinator.Options;
using Stopinator.Requests;

namespace Stopinator;

/// <inheritdoc cref="IMultiTargetPowerService"/>
public sealed class MultiTargetPowerService : IMultiTargetPowerService
{
    private readonly StopinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory? _loggers;
    private readonly Func<AWSCredentials, PowerTarget, AWSCredentials> _assumeRole;

    /// <summary>Creates a service.</summary>
    /// <param name="options">
    /// The options for every target; null for the defaults. Region and endpoint are the target's; the credentials are those with which roles
    /// are assumed.
    /// </param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">Where logs go; null for nowhere.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of bounds; the message lists every one.</exception>
    public MultiTargetPowerService(StopinatorOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(options, timeProvider, loggerFactory, static (source, target) => new AssumedRoleCredentials(source, target))
    {
    }

    internal MultiTargetPowerService(
        StopinatorOptions? options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory, Func<AWSCredentials, PowerTarget, AWSCredentials> assumeRole)
    {
        _options = options ?? new StopinatorOptions();
        StopinatorOptionsValidator.ThrowIfInvalid(_options);
        _time = timeProvider ?? TimeProvider.System;
        _loggers = loggerFactory;
        _assumeRole = assumeRole;
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
            progress?.Report(reports[index]);
        }).ConfigureAwait(false);

        var report = new MultiTargetReport([.. reports]);
        return cancellationToken.IsCancellationRequested && Array.Exists(reports, target => target.Failure is OperationCanceledException || target.Report!.EarlyEnd?.Code == Execution.EarlyEndCode.Cancelled)
            ? throw new MultiTargetCanceledException(report, cancellationToken)
            : report;
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest request, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(targets.Select(target => new TargetRequest(target, request)), progress, cancellationToken);
    }

    private async Task<TargetReport> RunAsync(TargetRequest asked, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var client = await ClientAsync(asked.Target, cancellationToken).ConfigureAwait(false);
            using var power = new InstancePowerService(client, _options, _time, _loggers);
            return new TargetReport(asked, await power.RunAsync(asked.Request, progress: null, cancellationToken).ConfigureAwait(false), failure: null);
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

    private async Task<Ec2Client> ClientAsync(PowerTarget target, CancellationToken cancellationToken)
    {
        var credentials = _options.Credentials;
        if (target.RoleArn is not null)
        {
            credentials ??= await AwsCredentialsResolver.ResolveAsync(_options.Ec2.Profile, cancellationToken).ConfigureAwait(false);
            credentials = _assumeRole(credentials, target);
        }

        var ec2 = new Ec2Options
        {
            Region = target.Region,
            EndpointUrl = target.EndpointUrl ?? _options.Ec2.EndpointUrl,
            Profile = _options.Ec2.Profile,
            UseFips = _options.Ec2.UseFips,
            UseDualStack = _options.Ec2.UseDualStack,
        };
        return Ec2Client.Create(ec2, credentials, _options.HttpHandler);
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
            throw new ArgumentException("A reconcile takes a rule that chooses the action of each instance; use a ScheduledPowerService for each target.", nameof(asked));
        }

        Array.ForEach(asked, one => PowerRequestRules.ThrowIfInvalid(one.Request));
    }
}
