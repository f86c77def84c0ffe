using System.Collections.Immutable;
using System.Net;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <content>What is found, and how it is paged.</content>
public abstract partial class EndpointConformance
{
    /// <summary>Selectors, and the names of the instances they find in the fleet of the test.</summary>
    private static readonly (string Selector, string Names)[] Selectors =
    [
        ("tag:Name=web-1", "web-1"),
        ("name=Web-1", "Web-1"),
        ("tag:Name=web-1,db-1", "db-1 web-1"),
        ("tag:Name=nobody", ""),
        ("tag:Name=\"db*1\"", "db*1"),
        ("tag:Name~db*1", "db*1 db-1"),
        ("tag:Name~db\\*1", "db*1"),
        ("tag:Name~web-*", "web- web-1 web-12"),
        ("tag:Name~web-?", "web- web-1"),
        ("tag:Name=[dw]eb", "[dw]eb"),
        ("tag:Name~[dw]eb*", "[dw]eb"),
        ("tag:Path=\"C:\\web\"", "[dw]eb"),
        ("tag:Kosten/Stelle=\"größe 1 & 2=+€\"", "db-1"),
        ("tag:Kosten/Stelle", "db-1"),
        ("tag:Nothing", ""),
        ("tag:Env=dev and tag:Team=blue", "web-1"),
        ("tag:Env=dev or tag:Team=red", "db-1 web-1 web-12"),
        ("tag:Env=dev except tag:Team=blue", "web-12"),
        ("all except tag:Env", "Web-1 [dw]eb db*1 web-"),
        ("tag:Name~*b-* and tag:Name~*-1", "Web-1 db-1 web-1"),
        ("instance-state-name=stopped", "db*1"),
        ("instance-state-name=running,stopped and tag:Name~db*", "db*1 db-1"),
        ("instance-type=t3.large", "web-12"),
        ("instance-type=t3.large and tag:Env=prod", ""),
    ];

    [Fact]
    public async Task Find_BySelectors_FindsWhatEc2Would()
    {
        await LaunchAsync(new Launch(("Name", "web-1"), ("Env", "dev"), ("Team", "blue")));
        await LaunchAsync(new Launch(("Name", "web-12"), ("Env", "dev")) { InstanceType = "t3.large" });
        await LaunchAsync(new Launch(("Name", "web-")));
        await LaunchAsync(new Launch(("Name", "Web-1")));
        await LaunchAsync(new Launch(("Name", "db-1"), ("Env", "prod"), ("Team", "red"), ("Kosten/Stelle", "größe 1 & 2=+€")));
        await LaunchAsync(new Launch(("Name", "[dw]eb"), ("Path", "C:\\web")));
        await LaunchStoppedAsync(new Launch(("Name", "db*1")));
        using var power = NewService();

        var found = new List<(string, string)>();
        foreach (var (selector, _) in Selectors)
        {
            var names = await power.FindAsync(InstanceSelector.Parse(selector)).Select(instance => instance.Name!).ToListAsync();
            found.Add((selector, string.Join(' ', names.Order(StringComparer.Ordinal))));
        }

        Assert.Equal(Selectors.Select(row => (row.Selector, FindsInstead.GetValueOrDefault(row.Selector, row.Names))), found);
        Assert.All(FindsInstead, instead => Assert.Contains(Selectors, row => row.Selector == instead.Key && row.Names != instead.Value));
    }

    [Fact]
    public async Task Find_AnInstance_HasItsFields()
    {
        var id = Assert.Single(await LaunchAsync(new Launch(("Name", "web"), ("Größe", "ü<&>\"'")) { InstanceType = "t3.large" }));
        using var power = NewService();

        var instance = await power.FindAsync(InstanceSelector.ByName("web")).SingleAsync();

        Assert.Equal((id, PowerState.Running, "t3.large"), (instance.InstanceId, instance.State, instance.InstanceType));
        Assert.Equal(
            [("Größe", "ü<&>\"'"), ("Name", "web")],
            instance.Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
        Assert.Equal(("ebs", "x86_64", "simulated"), (instance.RootDeviceType, instance.Architecture, instance.KeyName));
        Assert.Equal((null, null), (instance.Lifecycle, instance.Platform));
        Assert.Equal((false, false), (instance.ManagedByService, instance.HibernationConfigured));
        Assert.Matches("^us-east-1[a-z]$", instance.AvailabilityZone);
        Assert.Matches("^vpc-[0-9a-f]+ subnet-[0-9a-f]+ ami-[0-9a-f]+$", $"{instance.VpcId} {instance.SubnetId} {instance.ImageId}");
        Assert.True(IPAddress.TryParse(instance.PrivateIpAddress, out _));
        Assert.Equal("123456789012", instance.OwnerId);
        Assert.NotNull(instance.LaunchTime);
    }

    [Fact]
    public async Task Find_ASpotInstance_SaysSo()
    {
        await LaunchAsync(new Launch(("Env", "dev")) { Spot = true });
        using var power = NewService();

        Assert.Equal("spot", (await power.FindAsync(Dev).SingleAsync()).Lifecycle);
    }

    [Fact]
    public async Task Plan_FewIdsOneUnknown_TellsWhichIsUnknown()
    {
        var ids = await LaunchAsync(new Launch { Count = 2 });
        using var power = NewService();

        var plan = await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ById([.. ids, UnknownId])));

        Assert.Equal(
            ids.Order(), plan.Decisions.Where(decision => decision.Instance is not null).Select(decision => decision.InstanceId).Order());
        Assert.Equal(UnknownId, Assert.Single(plan.Decisions, decision => decision.Instance is null).InstanceId);
    }

    [Fact]
    public async Task Plan_MoreIdsThanAFilterTakesTwoUnknown_TellsWhichAreUnknown()
    {
        var ids = await LaunchAsync(new Launch { Count = 201 });
        using var power = NewService();

        var plan = await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ById([UnknownId, .. ids, OtherUnknownId])));

        Assert.Equal(
            ids.Order(), plan.Decisions.Where(decision => decision.Instance is not null).Select(decision => decision.InstanceId).Order());
        Assert.Equal(
            [UnknownId, OtherUnknownId],
            plan.Decisions.Where(decision => decision.Reason == ReasonCode.UnknownInstance).Select(decision => decision.InstanceId).Order());
    }

    [Fact]
    public async Task Describe_InPages_FollowsTheTokensToTheEnd()
    {
        var launched = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            launched.AddRange(await LaunchAsync(new Launch(("Env", i == 7 ? "prod" : "dev"))));
        }

        using var client = NewClient();
        var query = new InstanceQuery { Filters = [new InstanceFilter("tag:Env", ["dev"])], PageSize = 5 };
        var pages = new List<ImmutableArray<Ec2Instance>>();
        do
        {
            var page = await client.DescribeAsync(query);
            pages.Add(page.Instances);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        Assert.Equal([5, 5, 1], pages.Select(page => page.Length));
        Assert.Equal(
            launched.Where((_, i) => i != 7).Order(), pages.SelectMany(page => page).Select(instance => instance.InstanceId).Order());
    }

    [Fact]
    public async Task Describe_InstancesOfOneLaunchInPages_CountsInstances()
    {
        await LaunchAsync(new Launch { Count = 11 });
        using var client = NewClient();

        Assert.Equal(FirstPageOfFive, (await client.DescribeAsync(new InstanceQuery { PageSize = 5 })).Instances.Length);
    }

    [Fact]
    public async Task Describe_IdsWithPageSize_IsRefused()
    {
        var ids = await LaunchAsync(new Launch());
        using var client = NewClient();

        var refused = await Assert.ThrowsAsync<Ec2Exception>(
            () => client.DescribeAsync(new InstanceQuery { InstanceIds = [.. ids], PageSize = 5 }));

        Assert.Equal(("InvalidParameterCombination", HttpStatusCode.BadRequest), (refused.Code, refused.Status));
        Assert.Equal(Ec2ErrorKind.Request, refused.Kind);
    }

    [Fact]
    public async Task Describe_UnknownIds_AreNamedAllAtOnce()
    {
        var ids = await LaunchAsync(new Launch());
        using var client = NewClient();

        var refused = await Assert.ThrowsAsync<Ec2Exception>(
            () => client.DescribeAsync(new InstanceQuery { InstanceIds = [UnknownId, .. ids, OtherUnknownId] }));

        Assert.Equal(("InvalidInstanceID.NotFound", HttpStatusCode.BadRequest), (refused.Code, refused.Status));
        Assert.Equal(DescribeNamesUnknownIds, refused.InstanceIds.Count);
        Assert.Subset(new HashSet<string> { UnknownId, OtherUnknownId }, refused.InstanceIds.ToHashSet());
        Assert.NotEmpty(refused.RequestId!);
    }

    [Fact]
    public async Task Describe_WhatCannotBe_IsRefused()
    {
        await LaunchAsync(new Launch());
        using var client = NewClient();

        Assert.Equal(UnknownFilterCode, await CodeAsync(new InstanceQuery { Filters = [new InstanceFilter("no-such-filter", ["x"])] }));
        Assert.Equal(UnknownPageTokenCode, await CodeAsync(new InstanceQuery { PageSize = 5, PageToken = "bogus" }));
        Assert.Equal(MalformedIdCode, await CodeAsync(new InstanceQuery { InstanceIds = ["i-xyz"] }));

        async Task<string> CodeAsync(InstanceQuery query) =>
            (await Assert.ThrowsAsync<Ec2Exception>(() => client.DescribeAsync(query))).Code;
    }
}
