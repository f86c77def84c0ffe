using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Diagnostics;
using Stopinator.Selection;

namespace Stopinator.Ec2;

/// <summary>The adapter over <see cref="IAmazonEC2"/>. It translates requests, values and errors, and makes one attempt a call.</summary>
/// <remarks>Nothing is looked up or made before the first call. When the client could not be made, the next call tries again.</remarks>
internal sealed class Ec2Client : IDisposable
{
    private readonly Func<IAmazonEC2> _make;
    private readonly SemaphoreSlim _making = new(1, 1);
    private IAmazonEC2? _client;

    private Ec2Client(Func<IAmazonEC2> make, bool isOwn) => (_make, IsOwn) = (make, isOwn);

    /// <summary>True when the client is made here, and disposed here.</summary>
    public bool IsOwn { get; }

    /// <summary>The location of the client; null before the first call.</summary>
    public Ec2Location? Location { get; private set; }

    /// <summary>
    /// The retries that the client's configuration shows, with the cure. Null when it shows none, and before the first call.
    /// </summary>
    public string? RepeatProblem { get; private set; }

    /// <summary>Creates an adapter over a client of our own. The adapter disposes of the client.</summary>
    public static Ec2Client Own(Ec2ClientFactory factory) => Own(() => factory);

    /// <inheritdoc cref="Own(Ec2ClientFactory)"/>
    public static Ec2Client Own(Func<Ec2ClientFactory> factory) => new(() => factory().Create(), isOwn: true);

    /// <summary>
    /// Creates an adapter over a client that is handed over at the first call. The adapter does not dispose of the client.
    /// </summary>
    public static Ec2Client Over(Func<IAmazonEC2> client) => new(client, isOwn: false);

    /// <summary>Reads a page of instances.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call, could not be reached, or gave an answer that cannot be read.</exception>
    public async Task<InstancePage> DescribeAsync(InstanceQuery query, Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest
        {
            InstanceIds = query.InstanceIds.IsEmpty ? null : [.. query.InstanceIds],
            Filters = query.Filters.IsEmpty ? null : [.. query.Filters.Select(filter => new Filter(filter.Name, [.. filter.Patterns]))],
            MaxResults = query.PageSize,
            NextToken = query.PageToken,

            // An account can hide the instances that a service manages. Without this setting, their ids would seem not to exist.
            IncludeManagedResources = true,
        };
        var answer = await CallAsync(
            "DescribeInstances", client => client.DescribeInstancesAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: answer?.Reservations is null or []);
        return InstanceMapper.PageOf(answer!);
    }

    /// <summary>Reads the status checks of instances, also of those that do not run.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call, could not be reached, or gave an answer that cannot be read.</exception>
    public async Task<StatusPage> DescribeStatusAsync(StatusQuery query, Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new DescribeInstanceStatusRequest
        {
            InstanceIds = [.. query.InstanceIds],
            IncludeAllInstances = true,
            IncludeManagedResources = true,
        };
        var answer = await CallAsync(
            "DescribeInstanceStatus", client => client.DescribeInstanceStatusAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: answer?.InstanceStatuses is null or []);
        return InstanceMapper.StatusPageOf(answer!);
    }

    /// <summary>Reads the names of the regions that the account has enabled.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call, could not be reached, or gave an answer that cannot be read.</exception>
    public async Task<ImmutableArray<string>> DescribeRegionsAsync(Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new DescribeRegionsRequest { AllRegions = false };
        var answer = await CallAsync(
            "DescribeRegions", client => client.DescribeRegionsAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: true);
        return InstanceMapper.RegionsOf(answer!);
    }

    /// <summary>Starts, stops or reboots instances. A dry run returns when EC2 would permit the call.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call, could not be reached, or gave an answer that cannot be read.</exception>
    public async Task<PowerCallAnswer> ChangeAsync(
        PowerAction action, PowerCall call, Transmission transmission, CancellationToken cancellationToken)
    {
        // EC2 would at best refuse an empty list.
        ArgumentOutOfRangeException.ThrowIfZero(call.InstanceIds.Length, nameof(call));
        try
        {
            return action switch
            {
                PowerAction.Start => await StartAsync(call, transmission, cancellationToken).ConfigureAwait(false),
                PowerAction.Stop => await StopAsync(call, transmission, cancellationToken).ConfigureAwait(false),
                PowerAction.Reboot => await RebootAsync(call, transmission, cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of EC2."),
            };
        }
        catch (Ec2Exception permitted) when (call.DryRun && permitted.Code == Ec2ErrorCode.DryRunOperation)
        {
            // EC2 reports a permitted dry run by an error of its own.
            return new PowerCallAnswer([], permitted.RequestId);
        }
    }

    /// <summary>Creates the error of an attempt that ended before anything was sent.</summary>
    public Ec2Exception NotSentWithin(TimeSpan time, Transmission transmission) =>
        transmission.HasCredentials
            ? new Ec2Exception(
                Ec2ErrorCode.NotSent, FormattableString.Invariant($"The request was not sent within {time.TotalSeconds:0.#} s."))
            : AwsCredentialsResolver.Late(time, _client?.Config.Profile?.Name);

    public void Dispose()
    {
        if (IsOwn)
        {
            _client?.Dispose();
        }

        _making.Dispose();
    }

    private async Task<PowerCallAnswer> StartAsync(PowerCall call, Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new StartInstancesRequest { InstanceIds = [.. call.InstanceIds], DryRun = Only(call.DryRun) };
        var answer = await CallAsync(
            "StartInstances", client => client.StartInstancesAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: answer?.StartingInstances is null or []);
        return new PowerCallAnswer(InstanceMapper.ChangesOf(answer!.StartingInstances), answer.ResponseMetadata?.RequestId);
    }

    private async Task<PowerCallAnswer> StopAsync(PowerCall call, Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new StopInstancesRequest
        {
            InstanceIds = [.. call.InstanceIds],
            DryRun = Only(call.DryRun),
            Hibernate = Only(call.StopMode == StopMode.Hibernate),
            SkipOsShutdown = Only(call.StopMode == StopMode.SkipOsShutdown),
            Force = Only(call.StopMode == StopMode.Force),
        };
        var answer = await CallAsync(
            "StopInstances", client => client.StopInstancesAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: answer?.StoppingInstances is null or []);
        return new PowerCallAnswer(InstanceMapper.ChangesOf(answer!.StoppingInstances), answer.ResponseMetadata?.RequestId);
    }

    private async Task<PowerCallAnswer> RebootAsync(PowerCall call, Transmission transmission, CancellationToken cancellationToken)
    {
        var request = new RebootInstancesRequest { InstanceIds = [.. call.InstanceIds], DryRun = Only(call.DryRun) };
        var answer = await CallAsync(
            "RebootInstances", client => client.RebootInstancesAsync(request, cancellationToken), transmission,
            cancellationToken).ConfigureAwait(false);
        Ec2Failure.ThrowIfNotOfEc2(answer, isEmpty: true);
        return new PowerCallAnswer([], answer!.ResponseMetadata?.RequestId);
    }

    // A switch that is off is left out, since every switch is off by default.
    private static bool? Only(bool value) => value ? true : null;

    private async Task<TAnswer?> CallAsync<TAnswer>(
        string method, Func<IAmazonEC2, Task<TAnswer>> call, Transmission transmission, CancellationToken cancellationToken)
        where TAnswer : AmazonWebServiceResponse
    {
        try
        {
            var client = await ClientAsync(cancellationToken).ConfigureAwait(false);
            transmission.Method = method;
            transmission.Enter();
            if (!IsOwn)
            {
                // This client does not report its sending, so from here on the request may have arrived.
                transmission.TrySend();
            }

            // The credentials of a client that was handed over may block before they return a task, and ignore the token. Our own
            // credentials do neither.
            var answer = IsOwn ? call(client) : Task.Run(() => call(client) ?? Task.FromResult<TAnswer>(null!), CancellationToken.None);
            return await WaitAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested) && exception is not Ec2Exception)
        {
            throw Ec2Failure.Of(exception, transmission.MayHaveArrived, Location?.Endpoint is { Length: > 0 } endpoint ? endpoint : "EC2");
        }
    }

    private async Task<IAmazonEC2> ClientAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _client) is { } existing)
        {
            return existing;
        }

        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_client is null)
            {
                var client = await MakeAsync(cancellationToken).ConfigureAwait(false);
                Location = Ec2Location.Of(client);
                RepeatProblem = IsOwn ? null : SingleAttempt.ProblemOf(client.Config);
                Volatile.Write(ref _client, client);
            }

            return _client;
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<IAmazonEC2> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAsync(Task.Run(_make, CancellationToken.None), cancellationToken).ConfigureAwait(false)
                ?? throw new Ec2Exception(Ec2ErrorCode.InvalidConfiguration, "No IAmazonEC2 was handed over: the value is null.");
        }
        catch (Exception exception)
            when (exception is not (Ec2Exception or AmazonClientException or ObjectDisposedException)
                && !cancellationToken.IsCancellationRequested)
        {
            // The application's factory or its container failed. Another call to it would fail again.
            throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration, $"No IAmazonEC2 could be made: {exception.Message} Correct its registration or factory.",
                innerException: exception);
        }
    }

    // A task that is no longer awaited may still fail, and nobody needs to know.
    private static async Task<TResult> WaitAsync<TResult>(Task<TResult> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!task.IsCompleted)
            {
                _ = task.ContinueWith(
                    static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
        }
    }
}
