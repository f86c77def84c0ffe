using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The snippets of docs/targets.md.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task ReconcileTargets()
    {
        await using var ec2 = OneRegion(); // not shown
        using var power = new MultiTargetPowerService(_ => ec2.CreateClient()); // not shown
        var ssm = Substitute.For<IAmazonSimpleSystemsManagement>(); // not shown
        const string json = """{ "accounts": [{ "account": "own", "regions": ["eu-west-1"] }] }"""; // not shown
        ssm.GetParameterAsync(Arg.Any<GetParameterRequest>()).ReturnsForAnyArgs(new GetParameterResponse { Parameter = new Parameter { Value = json } }); // not shown
        using var sources = new ScheduleSources(ssm: ssm); // not shown
        // power is a MultiTargetPowerService, sources are ScheduleSources.
        var scheduled = new MultiTargetScheduledPowerService(power, new ScheduledPowerOptions(), sources);

        var document = await sources.Targets("ssm:/stopinator/targets").GetAsync();
        var targets = await power.ListAsync(document.Targets);
        var report = await scheduled.RunAsync(targets);

        Console.WriteLine(report); // A line for each target.
        Assert.Equal(2, report.Power.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public void MakeTargets()
    {
        var targets = new PowerTargets
        {
            Accounts =
            [
                new TargetAccount { AccountId = "111122223333", RoleName = "stopinator-spoke", ExternalId = "night-shift" },
                new TargetAccount { Regions = ["eu-west-1", "us-east-1"] }, // The account of the credentials.
            ],
            Exclude = ["*/ap-south-1"],
        };
        Assert.Equal(3, PowerTargets.Union([targets]).Accounts.Sum(account => account.Regions.Count)); // not shown
    }

    [Fact]
    public async Task ReconcileTargetsByARule()
    {
        await using var ec2 = OneRegion(); // not shown
        using var power = new MultiTargetPowerService(_ => ec2.CreateClient()); // not shown
        PowerTarget[] targets = [new() { Region = "eu-west-1" }]; // not shown
        static PowerChoice ChooseByOwner(Ec2Instance instance) => PowerChoice.Stop("Its owner is away."); // not shown
        var report = await power.RunAsync(
            targets.Select(target => new TargetRequest(target, PowerRequest.Reconcile(InstanceSelector.ByTagKey("Owner")))),
            (service, asked, cancellationToken) => service.PlanAsync(asked.Request, ChooseByOwner, cancellationToken));
        Assert.Equal(2, report.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public async Task PreviewTargets()
    {
        await using var ec2 = OneRegion(); // not shown
        using var power = new MultiTargetPowerService(_ => ec2.CreateClient()); // not shown
        var scheduled = new MultiTargetScheduledPowerService(power); // not shown
        PowerTarget[] targets = [new() { Region = "eu-west-1" }]; // not shown
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero); // not shown
        var fleets = await scheduled.FindAsync(targets);
        var page = FleetPreview.WeekAhead(fleets, now).ToHtml();
        Assert.Contains("100", page, StringComparison.Ordinal); // not shown
        Assert.Equal(2, Assert.Single(fleets).Instances.Length); // not shown
    }

    private static SimulatedEc2 OneRegion() => SimulatedEc2.Create(
        fleet => fleet.Add(2, i => i.Tagged("stopinator:schedule", "off").Tagged("Owner", "ana").Running()), new SimulatedEc2Options { Region = "eu-west-1" });
}
