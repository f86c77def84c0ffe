using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>
/// With targets, the role of the function (<see cref="IamPolicy.ForHubOfRole"/>) and the role of each account allow the calls that the
/// function makes, and no other.
/// </summary>
public sealed class HubRoleTests
{
    private const string Organization = "o-a1b2c3d4e5";
    private const string Spoke = "stopinator-spoke";

    /// <summary>
    /// Documents: the name of the role, the partition, the region, what else is in the document, and a setting for the spokes' calls.
    /// </summary>
    private static readonly (string Name, string Role, string Partition, string Region, string Json, string? Await)[] Documents =
    [
        ("regions", Spoke, "aws", "eu-west-1", "\"regions\":[\"eu-west-1\"],", null),
        ("enabled", Spoke, "aws", "us-east-1", "", null),
        ("path", "ops/stopinator-spoke", "aws", "eu-west-1", "\"regions\":[\"eu-west-1\"],", null),
        ("china", Spoke, "aws-cn", "cn-north-1", "\"regions\":[\"cn-north-1\"],", null),
        ("external id", Spoke, "aws", "eu-west-1", "\"externalId\":\"night\",\"regions\":[\"eu-west-1\"],", null),
        ("status checks", Spoke, "aws", "eu-west-1", "\"regions\":[\"eu-west-1\"],", "status-checks"),
    ];

    public static MatrixTheoryData<string, string> Runs { get; } =
        new(Documents.Select(document => document.Name), ["start", "stop", "reboot", "reconcile"]);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Calls_OfARunAtTargets_AreThoseThatTheRolesAllow(string name, string action)
    {
        var document = Documents.Single(one => one.Name == name);
        await using var lab = Lab(document, $"\"{TargetsLab.Payments}\",\"{TargetsLab.Search}\"");
        SimulatedEc2[] spokes = [.. new[] { TargetsLab.Payments, TargetsLab.Search }.Select(one => lab.Add(one, document.Region, Fleet))];
        var own = lab.Add(TargetsLab.Own, document.Region, Fleet);

        await lab.InvokeAsync($$"""{"action":"{{action}}"}""");

        // The hub: it assumes the role of each account, and calls nothing else.
        var hub = IamPolicy.ForHubOfRole(document.Role, Organization, document.Partition);
        var assumed = lab.Entered.Select(target => target.RoleArn).OfType<string>().Distinct().ToArray();
        Assert.Equal(lab.Entered.Count, lab.Entered.Count(target => target.RoleArn is not null));
        Assert.Equal(2, assumed.Length);
        Assert.Equal(["sts:AssumeRole"], hub.Actions());
        Assert.All(assumed, role => Assert.True(hub.Allows("sts:AssumeRole", role, ("aws:ResourceOrgID", Organization))));
        Assert.Empty(own.Calls);

        // The spokes.
        var policy = SpokeOf(document, Enum.Parse<PowerAction>(action, ignoreCase: true));
        Assert.All(spokes, spoke => Assert.Equal(policy.Actions(), CallsOf(spoke)));
        Assert.All(spokes.Zip([TargetsLab.Payments, TargetsLab.Search]), spoke => Assert.All(
            ResourcesOf(spoke.First, document.Partition, document.Region, spoke.Second),
            one => Assert.True(policy.Allows(one.Action, one.Arn, ("aws:ResourceTag/Env", one.Env)), one.ToString())));
    }

    // The account of the function needs no role: there the function's own role has the permissions of a spoke, too.
    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("reconcile")]
    public async Task Calls_WithTheOwnAccount_AreThoseOfBothPolicies(string action)
    {
        var document = Documents.Single(one => one.Name == "regions");
        await using var lab = Lab(document, $"\"own\",\"{TargetsLab.Payments}\"");
        lab.Add(TargetsLab.Payments, document.Region, Fleet);
        var own = lab.Add(TargetsLab.Own, document.Region, Fleet);

        await lab.InvokeAsync($$"""{"action":"{{action}}"}""");

        string[] calls = [.. CallsOf(own), .. lab.Entered.Any(target => target.RoleArn is not null) ? new[] { "sts:AssumeRole" } : []];
        Assert.Equal(
            [.. SpokeOf(document, Enum.Parse<PowerAction>(action, ignoreCase: true)).Actions(), .. IamPolicy.ForHubOfRole(Spoke).Actions()],
            calls);
    }

    [Theory]
    [InlineData("sts:AssumeRole", "arn:aws:iam::111122223333:role/admin", Organization)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::111122223333:role/stopinator-spoke-admin", Organization)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::111122223333:role/stopinator-spoke", "o-another000")]
    [InlineData("sts:AssumeRole", "arn:aws-cn:iam::111122223333:role/stopinator-spoke", Organization)]
    [InlineData("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::111122223333:role/stopinator-spoke", Organization)]
    [InlineData("ec2:StopInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/i-00000000000000001", Organization)]
    public void Hub_AnythingElse_IsNotAllowed(string action, string resource, string organization) =>
        Assert.False(IamPolicy.ForHubOfRole(Spoke, Organization).Allows(action, resource, ("aws:ResourceOrgID", organization)));

    [Theory]
    [InlineData("ec2:StopInstances", "prod")]
    [InlineData("ec2:StartInstances", "dev")]
    [InlineData("sts:AssumeRole", "dev")]
    public void Spoke_AnythingElse_IsNotAllowed(string action, string environment) =>
        Assert.False(SpokeOf(Documents[0], PowerAction.Stop).Allows(
            action, "arn:aws:ec2:eu-west-1:111122223333:instance/i-00000000000000001", ("aws:ResourceTag/Env", environment)));

    private static TargetsLab Lab(
        (string Name, string Role, string Partition, string Region, string Json, string? Await) document, string accounts)
    {
        var json = $$"""{"roleName":"{{document.Role}}",{{document.Json}}"accounts":[{{accounts}}]}""";
        return document.Await is { } awaits
            ? new TargetsLab((Setting.Targets.Variable, json), (Setting.Await.Variable, awaits))
            : new TargetsLab((Setting.Targets.Variable, json));
    }

    private static IamPolicy SpokeOf(
        (string Name, string Role, string Partition, string Region, string Json, string? Await) document, PowerAction action) =>
        IamPolicy.For(
            InstanceSelector.ByTag("Env", "dev"),
            [action],
            new IamPolicyOptions
            {
                Partition = document.Partition,
                ListsRegions = document.Name == "enabled",
                ReadsStatusChecks = document.Await is not null && action is (PowerAction.Start or PowerAction.Reconcile),
            });

    private static string[] CallsOf(SimulatedEc2 ec2) =>
        [.. ec2.Calls.Select(call => $"ec2:{call.Action}").Distinct().Order(StringComparer.Ordinal)];

    // Describes have no resource but all.
    private static IEnumerable<(string Action, string Arn, string Env)> ResourcesOf(
        SimulatedEc2 ec2, string partition, string region, string account) =>
        ec2.Calls.SelectMany(call => call.Action.StartsWith("Describe", StringComparison.Ordinal)
            ? [($"ec2:{call.Action}", "*", "")]
            : call.InstanceIds.Select(id => (
                $"ec2:{call.Action}", $"arn:{partition}:ec2:{region}:{account}:instance/{id}",
                ec2.Instances.Single(instance => instance.Id == id).Tags["Env"])));

    // One to start and one to stop, by a command and by the schedules; one out of scope.
    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "mon-fri 07:00-19:00 UTC").Running());
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "mon-fri 19:00-23:00 UTC").Stopped());
        fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").Running());
    }
}
