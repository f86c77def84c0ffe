using System.Text.Json.Nodes;
using Stopinator.StepFunctions.Tests.Interpreter;
using Stopinator.StepFunctions.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.StepFunctions.Tests;

/// <summary>The state machine that goes on with what is left, with the function and a fleet that needs several runs.</summary>
public sealed class ContinueTests(Jsonata jsonata) : IClassFixture<Jsonata>
{
    private static readonly Dictionary<string, string> Stack = new() { ["Function"] = "night-stop" };
    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Execute_AFleetThatNeedsThreeRuns_StopsEachInstanceOnce()
    {
        jsonata.Require();
        await using var function = new SimulatedFunction(_clock, instances: 25);
        var machine = Machine(function);

        var output = await machine.ExecuteAsync("continue.asl.json", Stack, """{"action":"stop"}""");

        Assert.Equal(
            ["Begin", "Run", "IsAnythingLeft", "Wait", "Run", "IsAnythingLeft", "Wait", "Run", "IsAnythingLeft", "Done"], machine.Entered);
        Assert.Equal((3, true), ((int)output["rounds"]!, (bool)output["isSuccess"]!));
        Assert.Null(output["remaining"]);
        Assert.All(function.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
        Assert.All(function.Events, command => Assert.True((bool)command["synchronous"]!));
    }

    [Fact]
    public async Task Execute_AnInstanceFails_FailsWhenTheOthersHadTheirTurn()
    {
        jsonata.Require();
        await using var function = new SimulatedFunction(_clock, instances: 25);
        var refused = function.Ec2.Instances[3].Id;
        function.Ec2.Faults.On("StopInstances").When(call => call.InstanceIds.Contains(refused)).Fail(
            "OperationNotPermitted", $"The instance '{refused}' may not be stopped.");
        var machine = Machine(function);

        var failed = await Assert.ThrowsAsync<StateException>(
            () => machine.ExecuteAsync("continue.asl.json", Stack, """{"action":"stop"}"""));

        Assert.Equal("InstancesFailed", failed.Error);
        Assert.StartsWith("1 failed before the last run, or in it: stop: ", failed.Cause, StringComparison.Ordinal);
        Assert.Equal(24, function.Ec2.Instances.Count(instance => instance.State == SimulatedState.Stopped));
    }

    [Fact]
    public async Task Execute_LambdaIsThrottled_TriesAgain()
    {
        jsonata.Require();
        await using var function = new SimulatedFunction(_clock, instances: 5);
        var throttles = 2;
        var machine = new StateMachine(
            jsonata,
            (_, command) => throttles-- > 0 ? throw new StateException("Lambda.TooManyRequestsException", "Rate exceeded.") : function.InvokeAsync(command),
            _clock.Advance);

        var output = await machine.ExecuteAsync("continue.asl.json", Stack, """{"action":"stop"}""");

        Assert.Equal("stop: 5 accepted (of 5 instances, 1 call).", (string?)output["summary"]);
        Assert.Single(function.Events);
    }

    [Fact]
    public async Task Execute_TheFunctionRefusesTheCommand_FailsAtOnceWithItsError()
    {
        jsonata.Require();
        await using var function = new SimulatedFunction(_clock, instances: 5);

        var failed = await Assert.ThrowsAsync<StateException>(
            () => Machine(function).ExecuteAsync("continue.asl.json", Stack, """{"action":"stop","stopMode":"force"}"""));

        Assert.Equal("EventNotPermittedException", failed.Error);
        Assert.Single(function.Events);
        Assert.Empty(function.Ec2.Calls);
    }

    [Fact]
    public async Task Execute_TheFunctionNeverGetsThere_EndsAfterTwentyRounds()
    {
        jsonata.Require();
        var machine = new StateMachine(
            jsonata,
            (_, command) => Task.FromResult<JsonNode>(new JsonObject { ["summary"] = "stop: 9 not attempted", ["counts"] = new JsonObject { ["not-attempted"] = 9 }, ["remaining"] = command.DeepClone() }),
            _clock.Advance);

        var failed = await Assert.ThrowsAsync<StateException>(
            () => machine.ExecuteAsync("continue.asl.json", Stack, """{"action":"stop"}"""));

        Assert.Equal(("TooManyRounds", "Instances are left after 20 rounds: stop: 9 not attempted"), (failed.Error, failed.Cause));
    }

    private StateMachine Machine(SimulatedFunction function) => new(
        jsonata,
        (name, command) =>
        {
            Assert.Equal("night-stop:live", name);
            return function.InvokeAsync(command);
        },
        _clock.Advance);
}
