using System.Globalization;
using System.Text.Json.Nodes;
using Stopinator.StepFunctions.Tests.Interpreter;
using Stopinator.StepFunctions.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.StepFunctions.Tests;

/// <summary>The state machine that runs the functions of many targets, four here, each with a fleet of its own.</summary>
public sealed class FanOutTests(Jsonata jsonata) : IClassFixture<Jsonata>
{
    private static readonly string[] Regions = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2"];
    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Execute_OneOfFourTargetsFails_MergesTheOthersAndNamesIt()
    {
        jsonata.Require();
        var functions = Functions();
        functions["us-east-1"].Ec2.Faults.On("DescribeInstances").Fail(
            "UnauthorizedOperation", "You are not authorized to perform this operation.", 403);

        var output = await ExecuteAsync(functions);

        Assert.Equal(
            JsonNode.Parse("""
                {
                  "targets": 4,
                  "failedTargets": [
                    {
                      "account": "111122223333",
                      "region": "us-east-1",
                      "function": "arn:aws:lambda:us-east-1:111122223333:function:night-stop:live"
                    }
                  ],
                  "counts": { "accepted": 40 },
                  "reports": [
                    { "account": "111122223333", "region": "eu-west-1", "rounds": 1, "counts": { "accepted": 5 } },
                    { "account": "111122223333", "region": "eu-central-1", "rounds": 1, "counts": { "accepted": 10 } },
                    { "account": "111122223333", "region": "us-west-2", "rounds": 3, "counts": { "accepted": 25 } }
                  ]
                }
                """)!.ToJsonString(),
            output.ToJsonString());
        Assert.All(
            Regions.Except(["us-east-1"]),
            region => Assert.All(functions[region].Ec2.Instances, instance => Assert.Equal(1, instance.Stops)));
    }

    [Fact]
    public async Task Execute_TwoOfFourTargetsFail_Fails()
    {
        jsonata.Require();
        var functions = Functions();
        foreach (var region in Regions[..2])
        {
            functions[region].Ec2.Faults.On("DescribeInstances").Fail(
                "UnauthorizedOperation", "You are not authorized to perform this operation.", 403);
        }

        var failed = await Assert.ThrowsAsync<StateException>(() => ExecuteAsync(functions));

        Assert.Equal("States.ExceedToleratedFailureThreshold", failed.Error);
    }

    [Fact]
    public async Task Execute_NothingSelectedAnywhere_IsWithoutCounts()
    {
        jsonata.Require();

        var output = await ExecuteAsync(Functions(), """{"action":"stop","selector":{"tag":"Role","values":["none"]}}""");

        Assert.Equal(("{}", 4), (output["counts"]!.ToJsonString(), output["reports"]!.AsArray().Count));
        Assert.Empty(output["failedTargets"]!.AsArray());
    }

    [Fact]
    public async Task Execute_ManyTargets_MergesAllButThoseThatFail()
    {
        // A thousand functions take half a minute.
        var count = LongTests.AreOn ? 1_000 : 200;
        jsonata.Require();
        Dictionary<string, SimulatedFunction> functions = Enumerable.Range(0, count)
            .Select(index => KeyValuePair.Create((111100000000 + index).ToString(CultureInfo.InvariantCulture), new SimulatedFunction(_clock, 1 + (index % 3))))
            .ToDictionary(StringComparer.Ordinal);
        string[] broken = [.. functions.Keys.Where((_, index) => index % 50 == 7)];
        foreach (var account in broken)
        {
            functions[account].Ec2.Faults.On("DescribeInstances").Fail(
                "UnauthorizedOperation", "You are not authorized to perform this operation.", 403);
        }

        var targets = string.Join(", ", functions.Keys.Select(account => TargetOf(account, "eu-west-1")));
        var input = $$"""{"command":{"action":"stop"},"targets":[{{targets}}]}""";
        var machine = new StateMachine(jsonata, (name, command) => functions[name.Split(':')[4]].InvokeAsync(command), _clock.Advance);

        var output = await machine.ExecuteAsync("fan-out.asl.json", new Dictionary<string, string>(), input);

        Assert.Equal((count, count - broken.Length), (output["targets"]!.GetValue<int>(), output["reports"]!.AsArray().Count));
        Assert.Equal(broken, output["failedTargets"]!.AsArray().Select(target => target!["account"]!.GetValue<string>()));
        var stopped = functions.Where(function => !broken.Contains(function.Key)).Sum(function => function.Value.Ec2.Instances.Count);
        Assert.Equal(stopped, output["counts"]!["accepted"]!.GetValue<int>());
        Assert.All(
            functions,
            function => Assert.All(function.Value.Ec2.Instances, one => Assert.Equal(broken.Contains(function.Key) ? 0 : 1, one.Stops)));

        // Step Functions passes on at most 256 KiB from state to state.
        Assert.InRange(Math.Max(input.Length, output.ToJsonString().Length), 1, 256 * 1024);
    }

    private static string TargetOf(string account, string region) => $$"""
        {"account":"{{account}}","region":"{{region}}","function":"arn:aws:lambda:{{region}}:{{account}}:function:night-stop:live"}
        """;

    // Fleets of 5, 10, 15 and 25 instances, of which a run stops ten.
    private Dictionary<string, SimulatedFunction> Functions() =>
        Regions.Zip([5, 10, 15, 25]).ToDictionary(
            pair => pair.First, pair => new SimulatedFunction(_clock, pair.Second), StringComparer.Ordinal);

    private async Task<JsonNode> ExecuteAsync(Dictionary<string, SimulatedFunction> functions, string command = """{"action":"stop"}""")
    {
        var targets = string.Join(", ", Regions.Select(region => TargetOf("111122223333", region)));
        var machine = new StateMachine(jsonata, (name, input) => functions[name.Split(':')[3]].InvokeAsync(input), _clock.Advance);
        return await machine.ExecuteAsync(
            "fan-out.asl.json", new Dictionary<string, string>(), $$"""{"command":{{command}},"targets":[{{targets}}]}""");
    }
}
