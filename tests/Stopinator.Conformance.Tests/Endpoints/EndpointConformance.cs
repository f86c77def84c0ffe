using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>
/// The answers that our client gets from a simulated EC2. The expectations are EC2's, and the same for every endpoint; the virtual members
/// at the end are those that one of them is known to disappoint, and a subclass says how.
/// </summary>
public abstract partial class EndpointConformance : IAsyncLifetime
{
    private const string UnknownId = "i-0deadbeef00000000";
    private const string OtherUnknownId = "i-0deadbeef00000001";

    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");

    protected abstract Uri Endpoint { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Launches running instances.</summary>
    protected abstract Task<IReadOnlyList<string>> LaunchAsync(Launch launch);

    protected abstract Task TerminateAsync(string instanceId);

    /// <summary>The results of the selectors that differ from EC2.</summary>
    protected virtual IReadOnlyDictionary<string, string> FindsInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The number of instances on the first page of 5, of 11 instances that were launched together: pages count instances.
    /// </summary>
    protected virtual int FirstPageOfFive => 5;

    /// <summary>The number of ids that the error of a describe names, of two unknown ids.</summary>
    protected virtual int DescribeNamesUnknownIds => 2;

    /// <summary>The code for a filter that does not exist.</summary>
    protected virtual string UnknownFilterCode => "InvalidParameterValue";

    /// <summary>The code for a page token that was never given out.</summary>
    protected virtual string UnknownPageTokenCode => "InvalidPaginationToken";

    /// <summary>The code for an id that cannot be one.</summary>
    protected virtual string MalformedIdCode => "InvalidInstanceID.Malformed";

    /// <summary>The states that a stop of a stopped instance and a start of a running one answer: nothing changes.</summary>
    protected virtual (PowerState Stopped, PowerState Started) NothingToDo => (PowerState.Stopped, PowerState.Running);

    /// <summary>The code for a start of a terminated instance and a reboot of a stopped one; null when it is taken.</summary>
    protected virtual string? WrongStateCode => "IncorrectInstanceState";

    /// <summary>True when a dry run checks the instances, so that an unknown instance is refused.</summary>
    protected virtual bool DryRunSeesUnknownIds => true;

    /// <summary>The elements of the answer to a reboot.</summary>
    protected virtual IReadOnlyList<string> RebootElements { get; } =
        ["RebootInstancesResponse/requestId", "RebootInstancesResponse/return"];

    private InstancePowerService NewService() => Clients.NewService(Endpoint);

    private Ec2Client NewClient() => Clients.NewClient(Endpoint);

    private async Task<IReadOnlyList<string>> LaunchStoppedAsync(Launch launch)
    {
        var ids = await LaunchAsync(launch);
        using var client = NewClient();
        await client.StopAsync(new PowerCall([.. ids]));
        return ids;
    }

    private async Task<IReadOnlyList<PowerState>> StatesAsync(IEnumerable<string> ids)
    {
        using var power = NewService();
        var found = await power.FindAsync(InstanceSelector.ById(ids)).ToDictionaryAsync(instance => instance.InstanceId);
        return [.. ids.Select(id => found[id].State)];
    }
}
