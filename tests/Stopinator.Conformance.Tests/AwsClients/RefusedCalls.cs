using System.Text.Json;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>A fleet of the simulated EC2, and what calls on it are refused with.</summary>
/// <remarks>Operations and arguments are boto3's; the arguments are those of every AWS client.</remarks>
public static class RefusedCalls
{
    public const string Running = "i-00000000000000001";
    public const string Stopped = "i-00000000000000002";
    private const string Terminated = "i-00000000000000003";
    private const string Pending = "i-00000000000000004";
    private const string Stopping = "i-00000000000000005";
    private const string Protected = "i-00000000000000006";
    private const string InstanceStore = "i-00000000000000007";
    private const string OneTimeSpot = "i-00000000000000008";
    private const string InterruptedSpot = "i-00000000000000009";
    private const string NoCapacity = "i-0000000000000000a";
    public const string Forbidden = "i-0000000000000000b";
    private const string Unknown = "i-0deadbeef00000000";

    /// <summary>The error of a call on the fleet of <see cref="Build"/>.</summary>
    public static TheoryData<string, string, int, string, string> Refusals { get; } = new()
    {
        { "start_instances", Ids(Unknown), 400, "InvalidInstanceID.NotFound", $"The instance ID '{Unknown}' does not exist" },
        { "stop_instances", Ids(Running, Unknown, "i-0beef"), 400, "InvalidInstanceID.Malformed", "Invalid id: \"i-0beef\"" },
        {
            "reboot_instances", Ids(Unknown, Running, "i-0deadbee"), 400, "InvalidInstanceID.NotFound",
            $"The instance IDs '{Unknown}, i-0deadbee' do not exist"
        },
        { "describe_instances", Ids(Unknown), 400, "InvalidInstanceID.NotFound", $"The instance ID '{Unknown}' does not exist" },
        {
            "start_instances", Ids(Stopped, Terminated), 400, "IncorrectInstanceState",
            $"The instance '{Terminated}' is not in a state from which it can be started."
        },
        {
            "start_instances", Ids(Stopping), 400, "IncorrectInstanceState",
            $"The instance '{Stopping}' is not in a state from which it can be started."
        },
        {
            "stop_instances", Ids(Terminated), 400, "IncorrectInstanceState",
            $"The instance '{Terminated}' is not in a state from which it can be stopped."
        },
        {
            "stop_instances", Ids(Pending), 400, "IncorrectInstanceState",
            $"Instance '{Pending}' cannot be stopped as it has never reached the 'running' state."
        },
        {
            "reboot_instances", Ids(Stopped), 400, "IncorrectInstanceState",
            $"The instance '{Stopped}' is not in a state from which it can be rebooted."
        },
        {
            "stop_instances", Ids(Running, Protected), 400, "OperationNotPermitted",
            $"The instance '{Protected}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again."
        },
        {
            "stop_instances", Ids(InstanceStore), 400, "UnsupportedOperation",
            $"The instance '{InstanceStore}' does not have an 'ebs' root device type and cannot be stopped."
        },
        {
            "stop_instances", Ids(OneTimeSpot), 400, "UnsupportedOperation",
            $"You can't stop the Spot Instance '{OneTimeSpot}' because it is associated with a one-time Spot Instance request. "
            + "You can only stop Spot Instances associated with persistent Spot Instance requests."
        },
        {
            "start_instances", Ids(InterruptedSpot), 400, "IncorrectSpotRequestState",
            $"You can't start the Spot Instance '{InterruptedSpot}' because the associated Spot Instance request "
            + "is not in an appropriate state to support start."
        },
        {
            "stop_instances", $$"""{"InstanceIds":["{{Running}}"],"Hibernate":true}""", 400, "UnsupportedHibernationConfiguration",
            $"The instance can't be hibernated because it was not configured at launch for hibernation: {Running}"
        },
        {
            "start_instances", Ids(NoCapacity), 500, "InsufficientInstanceCapacity",
            "We currently do not have sufficient p5.48xlarge capacity in the Availability Zone you requested (us-east-1a). "
            + "Our system will be working on provisioning additional capacity."
        },
        { "start_instances", Ids(), 400, "MissingParameter", "The request must contain the parameter InstanceId" },
        {
            "terminate_instances", Ids(Running, Protected), 400, "OperationNotPermitted",
            $"The instance '{Protected}' may not be terminated. Modify its 'disableApiStop' instance attribute and try again."
        },
        { "describe_addresses", "{}", 400, "InvalidAction", "The action DescribeAddresses is not valid for this web service." },
        {
            "describe_instances", $$"""{"InstanceIds":["{{Running}}"],"MaxResults":5}""", 400, "InvalidParameterCombination",
            "The parameter instancesSet cannot be used with the parameter maxResults"
        },
        {
            "describe_instances", """{"MaxResults":4}""", 400, "InvalidParameterValue",
            "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5."
        },
        {
            "describe_instances", """{"MaxResults":1001}""", 400, "InvalidParameterValue",
            "Value ( 1001 ) for parameter maxResults is invalid. Expecting a value less than or equal to 1000."
        },
        {
            "describe_instances", """{"Filters":[{"Name":"color","Values":["red"]}]}""", 400, "InvalidParameterValue",
            "The filter 'color' is invalid"
        },
        {
            "describe_instances", """{"NextToken":"bogus","MaxResults":5}""", 400, "InvalidPaginationToken",
            "The provided pagination token is not valid."
        },
    };

    /// <summary>The other error codes of EC2, which load, account or trouble elsewhere brings, and the status of each.</summary>
    public static TheoryData<string, int> Misfortunes { get; } = new()
    {
        { "InternalError", 500 },
        { "InternalFailure", 500 },
        { "ServerInternal", 500 },
        { "ServiceUnavailable", 503 },
        { "Unavailable", 503 },
        { "EC2ThrottledException", 503 },
        { "AuthFailure", 401 },
        { "OptInRequired", 403 },
        { "PendingVerification", 400 },
        { "Blocked", 403 },
        { "RequestExpired", 400 },
        { "InvalidFilter", 400 },
        { "InvalidMaxResults", 400 },
        { "InsufficientCapacityOnHost", 400 },
        { "IncompatibleHostRequirements", 400 },
        { "InstanceLimitExceeded", 400 },
        { "VcpuLimitExceeded", 400 },
        { "ResourceLimitExceeded", 400 },
        { "ResourceCountExceeded", 400 },
        { "CustomerKeyHasBeenRevoked", 400 },
    };

    public static string Ids(params IEnumerable<string> ids) => JsonSerializer.Serialize(new { InstanceIds = ids });

    public static void Build(FleetBuilder fleet)
    {
        fleet.Add(Running, i => i.Tagged("Owner", "us"));
        fleet.Add(Stopped, i => i.Stopped());
        fleet.Add(Terminated, i => i.Terminated());
        fleet.Add(Pending, i => i.Pending());
        fleet.Add(Stopping, i => i.Stopping());
        fleet.Add(Protected, i => i.StopProtected());
        fleet.Add(InstanceStore, i => i.InstanceStoreRoot());
        fleet.Add(OneTimeSpot, i => i.Spot(persistent: false));
        fleet.Add(InterruptedSpot, i => i.InterruptedBySpot());
        fleet.Add(NoCapacity, i => i.OfType("p5.48xlarge").Stopped());
        fleet.Add(Forbidden, i => i.Tagged("Owner", "them"));
        fleet.WithCapacity("p5.48xlarge", "us-east-1a", 0);
    }
}
