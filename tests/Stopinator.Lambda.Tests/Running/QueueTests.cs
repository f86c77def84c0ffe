using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>Batches of a queue: each message is a run of its own, and exactly the failed ones are returned.</summary>
public sealed class QueueTests
{
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(index => $"i-000000000000000{index:d2}")];

    [Fact]
    public async Task Invoke_BatchOfTenWithThreeBadOnes_ReturnsExactlyTheThree()
    {
        await using var lab = FunctionLab.Create(Fleet);

        var answer = await lab.InvokeAsync(Batch());

        Assert.Equal(["m2", "m5", "m9"], Failures(answer));
        Assert.Equal(["batchItemFailures"], answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal([1, 1, 0, 1, 1, 0, 1, 1, 1, 0], lab.Ec2.Instances.Select(instance => instance.Stops));

        // Each message has its line, with its id.
        Assert.Equal(
            Enumerable.Range(0, 10).Select(index => $"m{index}"), lab.Lines.Select(line => line.GetProperty("executionId").GetString()));
        Assert.Equal(
            ["MalformedEventException", "EventNotPermittedException", "StaleEventException"],
            lab.Lines.Where(line => line.GetProperty("level").GetString() == "error").Select(line => line.GetProperty("errorType").GetString()));
        Assert.Single(lab.Lines, line => line.GetProperty("coldStart").GetBoolean());
    }

    [Fact]
    public async Task Invoke_BatchDeliveredAgain_ChangesNothing()
    {
        await using var lab = FunctionLab.Create(Fleet);
        await lab.InvokeAsync(Batch());
        var stops = lab.Ec2.Calls.Count(call => call.Action == "StopInstances");

        lab.Clock.Advance(TimeSpan.FromMinutes(10));
        var again = await lab.InvokeAsync(Batch());

        Assert.Equal(["m2", "m5", "m9"], Failures(again));
        Assert.Equal(7, stops);
        Assert.Equal(stops, lab.Ec2.Calls.Count(call => call.Action == "StopInstances"));
    }

    [Fact]
    public async Task Invoke_NoTimeIsLeft_ReturnsEveryMessage()
    {
        await using var lab = FunctionLab.Create(Fleet);

        // None begins within the last ten seconds.
        var answer = await lab.InvokeAsync(TriggerEvents.Sqs(FunctionLab.Now, Ten.Select(id => Stop(id))), TimeSpan.FromSeconds(9));

        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"m{index}"), Failures(answer));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Invoke_MessageWithItsOwnTime_IsStaleByIt()
    {
        await using var lab = FunctionLab.Create(Fleet);

        var answer = await lab.InvokeAsync(
            TriggerEvents.Sqs(FunctionLab.Now, [Stop(Ten[0], ",\"scheduledTime\":\"2026-11-20T17:00:00Z\""), Stop(Ten[1])]));

        Assert.Equal(["m0"], Failures(answer));
        Assert.Equal([Ten[1]], lab.Ec2.Instances.Where(instance => instance.Stops > 0).Select(instance => instance.Id));
    }

    [Fact]
    public async Task Invoke_RunOfAMessageFails_ReturnsIt()
    {
        await using var lab = FunctionLab.Create(Fleet);
        lab.Ec2.SetStopProtection(Ten[0], isProtected: true);

        var answer = await lab.InvokeAsync(TriggerEvents.Sqs(FunctionLab.Now, [Stop(Ten[0]), Stop(Ten[1])]));

        Assert.Equal(["m0"], Failures(answer));
    }

    [Fact]
    public async Task Invoke_BatchLargerThanAnyOtherEvent_IsTaken()
    {
        await using var lab = FunctionLab.Create(Fleet);
        var large = Stop(Ten[0], $",\"executionId\":\"{new string('x', 250_000)}\"");

        var answer = await lab.InvokeAsync(TriggerEvents.Sqs(FunctionLab.Now, Enumerable.Repeat(large, 10)));

        Assert.Empty(Failures(answer));
    }

    [Fact]
    public async Task Invoke_MessagesWithoutACommand_AreReturnedAndStopNothing()
    {
        await using var lab = FunctionLab.Create(Fleet, ("STOPINATOR_ACTION", "stop"));
        var bodiless = TriggerEvents.Message(FunctionLab.Now, "", "m0");
        bodiless.Remove("body");

        var answer = await lab.InvokeAsync(TriggerEvents.Records(
            bodiless, TriggerEvents.Message(FunctionLab.Now, " ", "m1"), TriggerEvents.Message(FunctionLab.Now, "null", "m2")));

        Assert.Equal(["m0", "m1", "m2"], Failures(answer));
        Assert.Equal(
            ["The message is empty; ", "The message is empty; ", "The message is null; "],
            lab.Lines.Select(line => line.GetProperty("message").GetString()!.Split("it takes")[0]));
        Assert.Empty(lab.Ec2.Calls);

        // An empty object is a command.
        Assert.Empty(Failures(await lab.InvokeAsync(TriggerEvents.Sqs(FunctionLab.Now, ["{}"]))));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    private static void Fleet(FleetBuilder fleet)
    {
        foreach (var id in Ten)
        {
            fleet.Add(id, instance => instance.Tagged("Env", "dev").Running());
        }
    }

    // Of ten the third is no command, the sixth is not permitted, and the last is too late.
    private static string Batch()
    {
        string[] bodies = [.. Ten.Select(id => Stop(id))];
        bodies[2] = bodies[2].Replace("stop", "terminate", StringComparison.Ordinal);
        bodies[5] = Stop(Ten[5], ",\"stopMode\":\"force\"");
        bodies[9] = Stop(Ten[9], ",\"scheduledTime\":\"2026-11-20T10:00:00Z\"");
        return TriggerEvents.Sqs(FunctionLab.Now, bodies);
    }

    private static string Stop(string id, string more = "") => $$"""{"action":"stop","selector":{"ids":["{{id}}"]}{{more}}}""";

    private static IEnumerable<string?> Failures(JsonElement answer) =>
        answer.GetProperty("batchItemFailures").EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString());
}
