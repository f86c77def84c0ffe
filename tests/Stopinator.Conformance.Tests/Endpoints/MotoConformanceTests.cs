namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>
/// The same expectations against moto, whose makers know nothing of us. Where moto is known not to do what EC2 does, its own answer is
/// written here: when one of them changes, take it away.
/// </summary>
/// <remarks>
/// Not tried, since moto knows nothing of it: states that take time, throttling, capacity, one-time Spot requests, hibernation (taken
/// and ignored), IAM by tag, filters other than tags, type, state, image and network (HTTP 500), and wildcards in those.
/// </remarks>
public sealed class MotoConformanceTests(MotoServer moto) : EndpointConformance, IClassFixture<MotoServer>
{
    protected override Uri Endpoint => moto.Endpoint!;

    protected override IReadOnlyDictionary<string, string> FindsInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // '?' takes exactly one character, brackets are a set of characters, an escaped backslash stays two.
        ["tag:Name~web-?"] = "web-1",
        ["tag:Name~[dw]eb*"] = "web- web-1 web-12",
        ["tag:Path=\"C:\\web\""] = "",
    };

    // Pages count reservations.
    protected override int FirstPageOfFive => 11;

    // Any one of them; starts, stops and reboots name all.
    protected override int DescribeNamesUnknownIds => 1;

    // A page of HTML, with status 500.
    protected override string UnknownFilterCode => "Http500";

    protected override string UnknownPageTokenCode => "Http500";

    protected override string MalformedIdCode => "InvalidInstanceID.NotFound";

    // A change is claimed where there is none.
    protected override (PowerState Stopped, PowerState Started) NothingToDo => (PowerState.Stopping, PowerState.Pending);

    // A terminated instance comes back to life, and a stopped one reboots into running.
    protected override string? WrongStateCode => null;

    protected override bool DryRunSeesUnknownIds => false;

    // The element "return" is missing.
    protected override IReadOnlyList<string> RebootElements { get; } = ["RebootInstancesResponse/requestId"];

    public override async ValueTask InitializeAsync() => await moto.ResetAsync();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<IReadOnlyList<string>> LaunchAsync(Launch launch) => moto.LaunchAsync(launch);

    protected override Task TerminateAsync(string instanceId) => moto.TerminateAsync(instanceId);
}
