using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Conformance.Tests.Endpoints;
using Stopinator.Conformance.Tests.Support;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>
/// AWS's own .NET client gets from an endpoint that plays EC2 what it gets from EC2. The expectations are the same for every endpoint; the
/// virtual members at the end are those in which one of the endpoints is known to differ.
/// </summary>
/// <remarks>The SDK for .NET has paginators and no waiters.</remarks>
public abstract partial class DotNetSdkConformance : IAsyncLifetime
{
    private const string UnknownId = "i-0deadbeef00000000";
    private const string OtherUnknownId = "i-0deadbeef00000001";

    private readonly Lazy<IAmazonEC2> _client;
    private readonly Lazy<IAmazonEC2> _singleAttemptClient;

    protected DotNetSdkConformance()
    {
        _client = new Lazy<IAmazonEC2>(() => NewClient(_ => { }));
        _singleAttemptClient = new Lazy<IAmazonEC2>(
            () => NewClient(config => (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (0, 0)));
    }

    /// <summary>A client with the defaults of <see cref="NewClient(Action{AmazonEC2Config})"/>.</summary>
    private IAmazonEC2 Client => _client.Value;

    /// <summary>A client that makes one attempt a call, for errors that the SDK would retry.</summary>
    private IAmazonEC2 SingleAttemptClient => _singleAttemptClient.Value;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        foreach (var client in new[] { _client, _singleAttemptClient }.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a client of the endpoint.</summary>
    protected abstract IAmazonEC2 NewClient(Action<AmazonEC2Config> configure);

    /// <summary>Launches running instances.</summary>
    protected abstract Task<IReadOnlyList<string>> LaunchAsync(Launch launch);

    protected abstract Task TerminateAsync(string instanceId);

    /// <summary>
    /// The numbers of stops, hibernations, forced stops and skipped shutdowns that the endpoint counted; null when it counts none.
    /// </summary>
    protected virtual (int Stops, int Hibernations, int Forced, int Skipped)? StopsOf(string instanceId) => null;

    /// <summary>Names found that differ from those EC2 finds, by filter.</summary>
    protected virtual IReadOnlyDictionary<string, string> FindsInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Errors that differ from those of EC2, by the call of <see cref="Refusals"/>.</summary>
    protected virtual IReadOnlyDictionary<string, string> RefusesInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The code of the reason in a describe after an instance was stopped to hibernate.</summary>
    protected virtual string HibernationReason => "Client.UserInitiatedHibernate";

    /// <summary>Makes a client of an endpoint with the SDK's own defaults, its retries included.</summary>
    protected static AmazonEC2Client NewClient(Uri endpoint, Action<AmazonEC2Config> configure)
    {
        var config = new AmazonEC2Config { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = ChildProcess.Region };
        configure(config);
        return new AmazonEC2Client(new BasicAWSCredentials(ChildProcess.AccessKeyId, "secret"), config);
    }

    private async Task<IReadOnlyList<string>> LaunchStoppedAsync(Launch launch)
    {
        var ids = await LaunchAsync(launch);
        await Client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [.. ids] });
        return ids;
    }

    private async Task<Instance> DescribeAsync(string id)
    {
        var answer = await Client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] });
        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
        return Assert.Single(Assert.Single(answer.Reservations).Instances);
    }

    private async Task<string> StateAsync(string id) => (await DescribeAsync(id)).State.Name.Value;
}
