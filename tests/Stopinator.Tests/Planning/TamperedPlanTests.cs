using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>
/// Saved plans that somebody changed, or that no longer fit the fleet. Each is refused before any call that changes something, or stops
/// nothing but what the service's own rules permit and the plan names.
/// </summary>
public sealed class TamperedPlanTests
{
    // The plan stops the first three. The others are, in turn: stopped, protected, Spot, not selected, outside the scope.
    private const int Web = 1;
    private const int Api = 2;
    private const int Mail = 3;
    private const int Idle = 4;
    private const int Protected = 5;
    private const int Spot = 6;
    private const int Production = 7;
    private const int Foreign = 8;

    private static readonly TamperedPlan[] Cases =
    [
        new("nothing", _ => { }, Acts: [Web, Api, Mail]),

        // The document.
        new("no version", plan => plan.Remove("version"), Refused: "version"),
        new("version 2", plan => plan["version"] = 2, Refused: "$.version is 2"),
        new("version as text", plan => plan["version"] = "1", Refused: "$.version"),
        new("unknown property", plan => plan["force"] = true, Refused: "force"),
        new("no decisions", plan => plan.Remove("decisions"), Refused: "decisions"),
        new("decisions are null", plan => plan["decisions"] = null, Refused: "decisions"),
        new("no decision left", plan => plan["decisions"] = new JsonArray(), Acts: []),
        new("no request", plan => plan.Remove("request"), Refused: "request"),
        new("request is null", plan => plan["request"] = null, Refused: "request"),
        new("request without selector", plan => plan["request"]!.AsObject().Remove("selector"), Refused: "selector"),
        new("selector is null", plan => plan["request"]!["selector"] = null, Refused: "$.request.selector"),

        // Dates.
        new("no date", plan => plan.Remove("createdAt"), Refused: "createdAt"),
        new("a date that is none", plan => plan["createdAt"] = "tonight", Refused: "$.createdAt"),
        new("made two days ago", plan => plan["createdAt"] = Ec2Lab.Start.AddDays(-2), Refused: "48 h ago"),
        new("made at the beginning of time", plan => plan["createdAt"] = default(DateTimeOffset), Refused: "maxAge"),
        new("made tomorrow", plan => plan["createdAt"] = Ec2Lab.Start.AddDays(1), Refused: "later than now"),
        new("made at the end of time", plan => plan["createdAt"] = DateTimeOffset.MaxValue, Refused: "later than now"),
        new("made a second after now", plan => plan["createdAt"] = Ec2Lab.Start.AddSeconds(1), Acts: [Web, Api, Mail]),

        // Other regions and accounts.
        new("another region", plan => plan["region"] = "eu-west-1", Refused: "'eu-west-1'"),
        new("another account", plan => plan["accountId"] = "999999999999", Refused: "'999999999999'"),
        new("no region", plan => plan.Remove("region"), Acts: [Web, Api, Mail]),
        new("no account", plan => plan.Remove("accountId"), Acts: [Web, Api, Mail]),
        new("a region that is no text", plan => plan["region"] = 1, Refused: "$.region"),

        // What the request may do.
        new("Spot allowed", plan => plan["request"]!["allow"] = new JsonArray("spot"), Acts: [Web, Api, Mail]),
        new("Spot allowed and named", plan => { plan["request"]!["allow"] = new JsonArray("spot"); Name(plan, Spot); }, Acts: [Web, Api, Mail]),
        new("force in the request", plan => plan["request"]!["stopMode"] = "force", Acts: [Web, Api, Mail]),
        new("more instances allowed", plan => plan["request"]!["maxInstances"] = 5000, Acts: [Web, Api, Mail]),
        new("a dry run", plan => plan["request"]!["dryRun"] = true, Acts: [Web, Api, Mail]),
        new("a deadline", plan => plan["request"]!["deadline"] = Ec2Lab.Start.AddDays(-1), Acts: [Web, Api, Mail]),
        new("all instances selected", plan => plan["request"]!["selector"] = JsonNode.Parse("""{"all":true}"""), Acts: [Web, Api, Mail]),
        new("fewer instances selected", plan => plan["request"]!["selector"] = JsonNode.Parse("""{"tag":"Name","values":["web"]}"""), Acts: [Web]),
        new("a rule's request", plan => plan["request"]!["action"] = "reconcile", Acts: [Web, Api, Mail]),
        new("the request reboots", plan => plan["request"]!["action"] = "reboot", Refused: "$.decisions[0]"),
        new("no such action", plan => plan["request"]!["action"] = "terminate", Refused: "action"),
        new("an action by number", plan => plan["request"]!["action"] = 17, Refused: "$.request.action is 17"),

        // Decisions.
        new("force for one", plan => At(plan, 0)["stopMode"] = "force", Acts: [Api, Mail]),
        new("no mode", plan => At(plan, 0).Remove("stopMode"), Acts: [Web, Api, Mail]),
        new("one reboots", plan => At(plan, 1)["action"] = "reboot", Refused: "$.decisions[1] has the action reboot"),
        new("one is started", plan => At(plan, 1)["action"] = "start", Refused: "$.decisions[1] has the action start"),
        new("one has an action by number", plan => At(plan, 1)["action"] = 42, Refused: "$.decisions[1] has the action 42"),
        new("one is null", plan => plan["decisions"]!.AsArray()[1] = null, Refused: "$.decisions[1] is null"),
        new("one has no state", plan => At(plan, 2).Remove("state"), Refused: "$.decisions[2] acts and has no state"),
        new("one was stopped", plan => At(plan, 2)["state"] = "stopped", Acts: [Web, Api]),
        new("one has no such state", plan => At(plan, 2)["state"] = "asleep", Refused: "$.decisions[2].state"),
        new("one comes twice", plan => plan["decisions"]!.AsArray().Add(At(plan, 0).DeepClone()), Refused: "has the instance i-00000000000000001"),
        new("one is no id", plan => At(plan, 0)["instanceId"] = "web-1", Refused: "$.decisions[0] has the instanceId 'web-1'"),
        new("one is unknown", plan => At(plan, 0)["instanceId"] = "i-0ffffffffffffffff", Acts: [Api, Mail]),
        new("one is left alone", plan => At(plan, 0)["kind"] = "skip", Acts: [Api, Mail]),
        new("one more, stopped", plan => Name(plan, Idle), Acts: [Web, Api, Mail]),
        new("one more, protected", plan => Name(plan, Protected), Acts: [Web, Api, Mail]),
        new("one more, not selected", plan => Name(plan, Production), Acts: [Web, Api, Mail]),
        new("one more, outside the scope", plan => { Name(plan, Foreign); plan["request"]!["selector"] = JsonNode.Parse("""{"all":true}"""); }, Acts: [Web, Api, Mail]),
        new("an unknown property of one", plan => At(plan, 0)["allow"] = new JsonArray("spot"), Refused: "$.decisions[0]"),

        // The fleet has changed.
        new("one was retagged", _ => { }, lab => lab.Ec2.SetTag(IdOf(Web), "Env", "prod"), Acts: [Api, Mail]),
        new("one is protected now", _ => { }, lab => lab.Ec2.SetTag(IdOf(Web), "stopinator:protected", "yes"), Acts: [Api, Mail]),
        new("one was stopped meanwhile", _ => { }, lab => lab.Ec2.SetState(IdOf(Web), SimulatedState.Stopped), Acts: [Api, Mail]),
        new("one was terminated", _ => { }, lab => lab.Ec2.Terminate(IdOf(Web)), Acts: [Api, Mail]),
        new("one is gone", _ => { }, lab => lab.Ec2.Remove(IdOf(Web)), Acts: [Api, Mail]),
        new("a day and an hour went by", _ => { }, lab => lab.Clock.Advance(TimeSpan.FromHours(25)), Refused: "25 h ago"),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(tampered => tampered.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LoadPlan_TamperedOrStale_IsRefusedOrHarmless(string name)
    {
        var (_, tamper, change, refused, acts) = Cases.Single(tampered => tampered.Name == name);
        await using var lab = Ec2Lab.Create(Fleet, options => options.Scope = InstanceSelector.ByTag("Env", "dev", "prod"));
        var plan = await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));
        var document = JsonNode.Parse(plan.ToJson())!.AsObject();
        tamper(document);
        change?.Invoke(lab);

        var problem = await Record.ExceptionAsync(
            () => lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.LoadPlanAsync(document.ToJsonString()))));

        if (refused is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.True(problem is JsonException or PlanRefusedException, $"{problem}");
            Assert.Contains(refused, problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal((acts ?? []).Select(IdOf), lab.Calls("StopInstances").SelectMany(call => call.InstanceIds).Order());
        Assert.All(lab.Ec2.Calls, call => Assert.True(call.Action is "DescribeInstances" or "StopInstances"));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(0, instance.ForcedStops));
    }

    [Fact]
    public void Cases_OfTamperedPlans_AreFiftyOrMore() =>
        Assert.True(Cases.Length >= 50 && Cases.DistinctBy(tampered => tampered.Name).Count() == Cases.Length);

    [Theory]
    [InlineData("one was retagged", ReasonCode.ChangedSincePlan, "no longer selects")]
    [InlineData("force for one", ReasonCode.ChangedSincePlan, "StopMode.Force")]
    [InlineData("one was stopped meanwhile", ReasonCode.AlreadyInState, "stopped already")]
    [InlineData("one is protected now", ReasonCode.ProtectedByTag, "stopinator:protected")]
    [InlineData("one was terminated", ReasonCode.Terminated, "terminated")]
    [InlineData("one is gone", ReasonCode.UnknownInstance, "does not know")]
    public async Task LoadPlan_InstanceThatChanged_SaysWhatChanged(string name, ReasonCode reason, string text)
    {
        var (_, tamper, change, _, _) = Cases.Single(tampered => tampered.Name == name);
        await using var lab = Ec2Lab.Create(Fleet);
        var document = JsonNode.Parse((await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")))).ToJson())!.AsObject();
        tamper(document);
        change?.Invoke(lab);

        var loaded = await lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(document.ToJsonString()));

        var decision = Assert.Single(loaded.Decisions, decision => decision.InstanceId == IdOf(Web));
        Assert.Equal((false, reason), (decision.Acts, decision.Reason));
        Assert.Contains(text, decision.Message, StringComparison.Ordinal);
    }

    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(IdOf(Web), i => i.Tagged("Env", "dev").Named("web"));
        fleet.Add(IdOf(Api), i => i.Tagged("Env", "dev").Named("api"));
        fleet.Add(IdOf(Mail), i => i.Tagged("Env", "dev").Named("mail"));
        fleet.Add(IdOf(Idle), i => i.Tagged("Env", "dev").Stopped());
        fleet.Add(IdOf(Protected), i => i.Tagged("Env", "dev").Tagged("stopinator:protected", "yes"));
        fleet.Add(IdOf(Spot), i => i.Tagged("Env", "dev").Spot(persistent: true));
        fleet.Add(IdOf(Production), i => i.Tagged("Env", "prod"));
        fleet.Add(IdOf(Foreign), i => i.Tagged("Env", "elsewhere"));
    }

    private static string IdOf(int index) => $"i-{index:x17}";

    private static JsonObject At(JsonObject plan, int index) => plan["decisions"]!.AsArray()[index]!.AsObject();

    // Adds an instance to the plan as if the plan stopped it, in place of what the plan says of it.
    private static void Name(JsonObject plan, int index)
    {
        var decisions = plan["decisions"]!.AsArray();
        var added = decisions[0]!.DeepClone().AsObject();
        added["instanceId"] = IdOf(index);
        if (decisions.FirstOrDefault(decision => (string?)decision!["instanceId"] == IdOf(index)) is { } existing)
        {
            decisions.Remove(existing);
        }

        decisions.Add(added);
    }

    private sealed record TamperedPlan(
        string Name, Action<JsonObject> Tamper, Action<Ec2Lab>? Change = null, string? Refused = null, int[]? Acts = null);
}
