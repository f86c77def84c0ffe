using System.Text.Json;
using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>Checks the hub and the spokes of a function that acts in many accounts.</summary>
internal static class TargetsChecks
{
    /// <summary>The instances of a spoke's role, which has no region.</summary>
    public const string Instances = "!Sub arn:${AWS::Partition}:ec2:*:${AWS::AccountId}:instance/*";

    /// <summary>The hub may assume the role of one name and has no other right on instances; each spoke trusts the hub alone.</summary>
    public static void CheckHub(InfrastructureFile hub, IReadOnlyList<Statement> statements, GeneratedProject project)
    {
        var spoke = InfrastructureFile.Read(project.SpokeRole);
        var targets = PowerTargets.Parse(File.ReadAllText(project.Targets));
        var (roleName, externalId) = (targets.Accounts[0].RoleName!, targets.Accounts[0].ExternalId!);
        Assert.All(targets.Accounts, account => Assert.Equal((roleName, externalId), (account.RoleName, account.ExternalId)));
        Assert.All(targets.Accounts, account => Assert.Equal([project.Combination["--region"] ?? "us-east-1"], account.Regions));

        // The only wildcard is the account of the role.
        var made = Assert.Single(IamPolicy.ForHubOfRole(roleName).Statements);
        var assume = Assert.Single(statements, statement => statement.Actions.Contains("sts:AssumeRole"));
        Assert.Equal(made.Actions, assume.Actions);
        Assert.Equal(made.Resources.Select(role => Written(role, roleName)), assume.Resources);
        Assert.Empty(assume.Conditions);
        Assert.DoesNotContain(
            statements.Except([assume]).SelectMany(statement => statement.Resources).Where(IsNoFolderOfSchedules),
            resource => resource.Contains('*', StringComparison.Ordinal));

        Assert.Equal(roleName, hub.TextAt("Parameters/SpokeRoleName/Default"));
        Assert.Equal("targets.json", hub.TextAt("Parameters/Targets/Default"));
        Assert.Equal("!Ref Targets", hub.TextAt("Resources/Function/Properties/Environment/Variables/STOPINATOR_TARGETS"));
        Assert.Equal("!GetAtt FunctionRole.Arn", hub.TextAt("Outputs/FunctionRoleArn/Value"));
        CheckSpoke(spoke, project.Combination, roleName, externalId);

        using var document = JsonDocument.Parse(File.ReadAllText(project.Targets));
        Assert.True(File.Exists(Path.Combine(project.Source, document.RootElement.GetProperty("$schema").GetString()!)));
    }

    private static void CheckSpoke(InfrastructureFile spoke, Combination options, string roleName, string externalId)
    {
        Assert.Equal(["Role"], spoke.Resources.Keys);
        Assert.Equal(
            (roleName, externalId, options.TagValue, "/", ""),
            (Default("RoleName"), Default("ExternalId"), Default("TagValue"), Default("RolePath"), Default("PermissionsBoundary")));
        Assert.Null(Default("HubRoleArn"));
        Assert.Equal(
            ("!Ref RoleName", "!Ref RolePath"),
            (spoke.TextAt("Resources/Role/Properties/RoleName"), spoke.TextAt("Resources/Role/Properties/Path")));

        // The library writes the same trust.
        const string Hub = "arn:aws:iam::123456789012:role/night-stop";
        var made = Assert.Single(IamPolicy.TrustHub(Hub, externalId).Statements);
        var trust = spoke.At("Resources/Role/Properties/AssumeRolePolicyDocument/Statement")![0];
        Assert.Equal(["!Ref HubRoleArn"], InfrastructureFile.Texts(InfrastructureFile.At(trust, "Principal/AWS")));
        Assert.Equal(made.Actions, new Statement(trust).Actions);
        Assert.Equal(
            made.Conditions.Select(condition => condition.ToString()),
            new Statement(trust).Conditions.Select(
                condition => condition.Replace("!Ref ExternalId", externalId, StringComparison.Ordinal)));

        // The regions of the account are listed only where this is asked for, and the role has no other policy.
        var role = spoke.Resources["Role"];
        Assert.Null(InfrastructureFile.At(role, "Properties/ManagedPolicyArns"));
        Assert.Equal(["ec2:DescribeRegions"], Statement.When("ListsRegions", role).SelectMany(statement => statement.Actions));
        Assert.Equal("false", Default("ListRegions"));
        Assert.All(Statement.Of(role), statement => Assert.Equal(("Allow", 0), (statement.Effect, statement.Negations.Count())));

        string? Default(string parameter) => spoke.TextAt($"Parameters/{parameter}/Default");
    }

    private static string Written(string role, string roleName) => "!Sub " + role
        .Replace("arn:aws:", "arn:${AWS::Partition}:", StringComparison.Ordinal)
        .Replace(roleName, "${SpokeRoleName}", StringComparison.Ordinal);

    // All parameters below the path of --schedules-from.
    private static bool IsNoFolderOfSchedules(string resource) =>
        !resource.Contains(":parameter/", StringComparison.Ordinal) || !resource.EndsWith("/*", StringComparison.Ordinal);
}
