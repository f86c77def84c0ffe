using System.Text.Json.Nodes;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Targets;

/// <summary>An event about one instance acts at the target of its region and account.</summary>
public sealed class TargetEventsTests
{
    [Theory]
    [InlineData(TargetsLab.Payments, "eu-west-1", "payments/eu-west-1")]
    [InlineData(TargetsLab.Search, "eu-west-1", "444455556666/eu-west-1")]
    [InlineData(TargetsLab.Own, "us-east-1", "us-east-1")]
    public async Task Invoke_EventOfATarget_StopsItsInstanceThere(string account, string region, string name)
    {
        await using var lab = Lab();
        var id = lab[account, region].Instances[0].Id;

        var alarm = await lab.InvokeAsync(TriggerEvents.Alarm(FunctionLab.Now, [TriggerEvents.Metric(id, account)], change: Elsewhere(account, region)));

        Assert.Equal(name, alarm.GetProperty("target").GetString());
        Assert.Equal([id], lab.Instances.Where(instance => instance.Stops > 0).Select(instance => instance.Id));
        Assert.Equal(name, Assert.Single(lab.Lines).GetProperty("target").GetString());
    }

    [Fact]
    public async Task Invoke_StateChangeOfATarget_GoesByTheScheduleThere()
    {
        await using var lab = Lab();
        var id = lab[TargetsLab.Payments].Instances[0].Id;

        var answer = await lab.InvokeAsync(TriggerEvents.StateChange(FunctionLab.Now, id, change: Elsewhere(TargetsLab.Payments, "eu-west-1")));

        Assert.Equal("payments/eu-west-1: reconcile: 1 accepted (of 1 instance, 1 call).", answer.GetProperty("summary").GetString());
        Assert.Equal([id], lab.Instances.Where(instance => instance.Stops > 0).Select(instance => instance.Id));
    }

    [Theory]
    [InlineData(TargetsLab.Payments, "us-east-1")]
    [InlineData("999988887777", "eu-west-1")]
    public async Task Invoke_EventOfNoTarget_IsRefused(string account, string region)
    {
        await using var lab = Lab();

        var refused = await Assert.ThrowsAsync<EventNotPermittedException>(() =>
            lab.InvokeAsync(TriggerEvents.StateChange(FunctionLab.Now, TriggerCases.Idle, change: Elsewhere(account, region))));

        Assert.Contains($"the region '{region}' of the account '{account}', which is not in the list of targets", refused.Message, StringComparison.Ordinal);
        Assert.All(lab.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    private static TargetsLab Lab() => new TargetsLab(TriggerLab.Permitted).WithFleets();

    private static Action<JsonObject> Elsewhere(string account, string region) => json => (json["account"], json["region"]) = (account, region);
}
