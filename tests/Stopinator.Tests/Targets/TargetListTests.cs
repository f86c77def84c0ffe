using Stopinator.Tests.Support;

namespace Stopinator.Tests.Targets;

public sealed class TargetListTests
{
    [Fact]
    public async Task List_NamedRegions_MultipliesAccountsByRegionsWithoutTheExcluded()
    {
        using var service = new MultiTargetPowerService();

        var targets = await service.ListAsync(PowerTargets.Parse(
            """
            {
              "roleName": "ops/spoke", "externalId": "x-1", "regions": ["eu-west-1", "us-east-1"],
              "accounts": ["111122223333", { "account": "444455556666", "name": "payments" }, { "account": "own", "regions": ["eu-west-1"] },
                { "account": "777788889999", "regions": ["cn-north-1"] }],
              "exclude": ["*/us-east-1", "777788889999/eu-west-1"]
            }
            """));

        Assert.Equal(
            ["111122223333/eu-west-1", "payments/eu-west-1", "eu-west-1", "777788889999/cn-north-1"],
            targets.Select(target => target.ToString()));
        Assert.Equal(
            ["arn:aws:iam::111122223333:role/ops/spoke", "arn:aws:iam::444455556666:role/ops/spoke", null, "arn:aws-cn:iam::777788889999:role/ops/spoke"],
            targets.Select(target => target.RoleArn));
        Assert.Equal(["x-1", "x-1", null, "x-1"], targets.Select(target => target.ExternalId));
    }

    [Fact]
    public async Task List_EnabledRegions_AsksEc2OnceAnHour()
    {
        await using var regions = new Regions();
        regions.Add("eu-west-1", fleet => { }, "eu-west-1", "us-east-1", "af-south-1");
        using var service = regions.Service();
        var document = PowerTargets.Parse(
            """
            {
              "accounts": [{ "account": "own", "discoveryRegion": "eu-west-1" }, { "account": "own", "regions": ["us-east-1"], "schedules": "ssm:/us" }],
              "exclude": ["own/eu-west-1"]
            }
            """);

        var targets = await service.ListAsync(document);
        await service.ListAsync(document);

        Assert.Equal(["af-south-1", "us-east-1"], targets.Select(target => target.ToString()));
        Assert.Equal([null, "ssm:/us"], targets.Select(target => target.Schedules));
        Assert.Equal("DescribeRegions", Assert.Single(regions["eu-west-1"].Calls).Action);

        regions.Clock.Advance(TimeSpan.FromHours(1));
        await service.ListAsync(document);

        Assert.Equal(2, regions["eu-west-1"].Calls.Count);
    }

    [Fact]
    public async Task List_AnAccountThatCannotBeAsked_IsOneTargetThatFailsAndCostsNoOther()
    {
        await using var regions = new Regions();
        var good = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var sts = new StubHandler(
            """<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: hub is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>""",
            System.Net.HttpStatusCode.Forbidden);
        using var service = regions.Service(sts: sts);

        var targets = await regions.Clock.RunAsync(() => service.ListAsync(PowerTargets.Parse(
            """{ "roleName": "spoke", "externalId": "x-1", "discoveryRegion": "eu-west-1", "accounts": ["111122223333"] }""")));
        var report = await regions.Clock.RunAsync(() => service.RunAsync([.. targets, good], PowerRequest.Stop(InstanceSelector.All)));

        Assert.Equal(["111122223333 (enabled regions)", "eu-west-1"], report.Targets.Select(target => target.Name));
        Assert.Equal(["NoCredentials", null], report.Targets.Select(target => target.ErrorCode));
        Assert.StartsWith(
            "Check that arn:aws:iam::111122223333:role/spoke exists, that its trust policy names",
            report.Targets[0].Cure,
            StringComparison.Ordinal);
        Assert.Contains("sts:AssumeRole", report.Targets[0].ErrorMessage, StringComparison.Ordinal);
        Assert.True(report.Targets[1].IsSuccess);
        Assert.Empty(report.Remaining());
    }
}
