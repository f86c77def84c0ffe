using Stopinator.Ec2;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Makes a single attempt of a call through our adapter, with no retry and no rate limit around it.</summary>
internal static class SingleCalls
{
    public static Task<InstancePage> DescribeAsync(this Ec2Client client, InstanceQuery query) =>
        client.DescribeAsync(query, new Transmission(), CancellationToken.None);

    public static Task<PowerCallAnswer> StartAsync(this Ec2Client client, PowerCall call) => client.ChangeAsync(PowerAction.Start, call);

    public static Task<PowerCallAnswer> StopAsync(this Ec2Client client, PowerCall call) => client.ChangeAsync(PowerAction.Stop, call);

    public static Task<PowerCallAnswer> RebootAsync(this Ec2Client client, PowerCall call) => client.ChangeAsync(PowerAction.Reboot, call);

    public static Task<PowerCallAnswer> ChangeAsync(this Ec2Client client, PowerAction action, PowerCall call) =>
        client.ChangeAsync(action, call, new Transmission(), CancellationToken.None);
}
