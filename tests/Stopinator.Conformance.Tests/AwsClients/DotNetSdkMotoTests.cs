using Amazon.EC2;
using Stopinator.Conformance.Tests.Endpoints;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>
/// The expectations against moto. Where moto is known to differ from EC2, its own answer is written here: when moto changes, take it away.
/// </summary>
public sealed class DotNetSdkMotoTests(MotoServer moto) : DotNetSdkConformance, IClassFixture<MotoServer>
{
    // '?' takes exactly one character.
    protected override IReadOnlyDictionary<string, string> FindsInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tag:Name=web-?"] = "web-1",
    };

    // States, page sizes, empty calls and the resources of tags are not checked; what moto does not know is a page of HTML.
    protected override IReadOnlyDictionary<string, string> RefusesInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["describe malformed"] = "400 InvalidInstanceID.NotFound",
        ["start terminated"] = Accepted,
        ["stop terminated"] = Accepted,
        ["reboot stopped"] = Accepted,
        ["stop to hibernate what is not configured"] = Accepted,
        ["describe pages of 4"] = Accepted,
        ["describe by an unknown filter"] = "500 without a request id",
        ["describe from an unknown token"] = "500 without a request id",
        ["start nothing"] = Accepted,
        ["tag unknown"] = Accepted,
    };

    // Client tokens are ignored, attributes may be modified in any state and number, and what is terminated can live again.
    protected override IReadOnlyDictionary<string, string> LivesInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["run with the same token"] = "2 others",
        ["run with the same token and another count"] = "1",
        ["modify the type while it runs"] = "m5.large",
        ["modify two attributes at once"] = "done",
        ["terminate again"] = "shutting-down",
        ["start after all"] = "pending, then running",
    };

    // Hibernation is accepted and ignored.
    protected override string HibernationReason => "Client.UserInitiatedShutdown";

    public override async ValueTask InitializeAsync() => await moto.ResetAsync();

    protected override IAmazonEC2 NewClient(Action<AmazonEC2Config> configure) => NewClient(moto.Endpoint!, configure);

    protected override Task<IReadOnlyList<string>> LaunchAsync(Launch launch) => moto.LaunchAsync(launch);

    protected override Task TerminateAsync(string instanceId) => moto.TerminateAsync(instanceId);
}
