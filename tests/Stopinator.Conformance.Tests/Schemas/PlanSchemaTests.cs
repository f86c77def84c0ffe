using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.Schemas;

/// <summary>The published schema of saved plans takes what is written, and refuses what is not read.</summary>
public sealed class PlanSchemaTests(SchemaJudge judge)
{
    private const string Schema = "plan.schema.json";

    [Fact]
    public async Task Plan_AndUndo_FitTheSchema()
    {
        await using var ec2 = SimulatedEc2.Create(Fleet);
        using var power = new InstancePowerService(ec2.CreateClient());
        var plan = await power.PlanAsync(
            PowerRequest.Stop(InstanceSelector.All) with { Allow = [ReasonCode.Spot], StopMode = StopMode.Force });

        var undo = (await power.ExecuteAsync(plan)).Undo()!;

        Assert.True(await judge.FitsAsync(Schema, plan.ToJson()));
        Assert.True(await judge.FitsAsync(Schema, undo.ToJson()));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("createdAt")]
    [InlineData("request")]
    [InlineData("decisions")]
    [InlineData("instanceId")]
    [InlineData("action")]
    [InlineData("kind")]
    [InlineData("state")]
    public async Task Plan_WithoutAProperty_DoesNotFitAndIsNotLoaded(string missing)
    {
        await using var ec2 = SimulatedEc2.Create(Fleet);
        using var power = new InstancePowerService(ec2.CreateClient());
        var document = JsonNode.Parse((await power.PlanAsync(PowerRequest.Stop(InstanceSelector.All))).ToJson())!.AsObject();
        Assert.True(document.Remove(missing) || document["decisions"]![0]!.AsObject().Remove(missing));

        Assert.False(await judge.FitsAsync(Schema, document.ToJsonString()));
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => power.LoadPlanAsync(document.ToJsonString()));
    }

    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(2, instance => instance.Running().Named("web"));
        fleet.Add(instance => instance.Stopped());
        fleet.Add(instance => instance.Spot(persistent: true));
    }
}
