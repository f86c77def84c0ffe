using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>The parameters for company policies, by their names in each notation.</summary>
internal static class Company
{
    private static readonly (string Parameter, string Variable, string Value)[] Asked =
    [
        ("TagValue", "TAG_VALUE", "test"),
        ("FailOn", "FAIL_ON", "all"),
        ("StopAt", "STOP_AT", "cron(30 19 ? * MON-THU *)"),
        ("StartAt", "START_AT", "cron(15 6 ? * TUE *)"),
        ("TimeZone", "TIME_ZONE", "Asia/Kolkata"),
        ("EveryMinutes", "EVERY_MINUTES", "15"),
        ("AlarmTopicArn", "ALARM_TOPIC_ARN", $"arn:aws:sns:{Names.Region}:{Names.Account}:alarms"),
        ("LogKeyArn", "LOG_KEY_ARN", $"arn:aws:kms:{Names.Region}:{Names.Account}:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"),
        ("PermissionsBoundary", "PERMISSIONS_BOUNDARY", $"arn:aws:iam::{Names.Account}:policy/boundary"),
        ("RolePath", "ROLE_PATH", "/platform/"),
        ("ReservedConcurrency", "RESERVED_CONCURRENCY", "2"),
        ("SubnetIds", "SUBNET_IDS", "subnet-1,subnet-2"),
        ("SecurityGroupIds", "SECURITY_GROUP_IDS", "sg-1"),
    ];

    /// <summary>Parameters of CloudFormation.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = Asked.ToDictionary(
        one => one.Parameter, one => one.Value, StringComparer.Ordinal);

    /// <summary>Environment variables of the scripts, with tags.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } =
        Asked.Select(one => (one.Variable, one.Value)).Append(("TAGS", "Owner=platform,CostCenter=42")).ToDictionary(
            one => one.Item1, one => one.Item2, StringComparer.Ordinal);

    /// <summary>Variables of Terraform.</summary>
    public static IReadOnlyDictionary<string, JsonNode> TerraformVariables { get; } = Asked.ToDictionary(
        one => one.Variable,
        one => one.Variable.EndsWith("_IDS", StringComparison.Ordinal)
            ? new JsonArray([.. one.Value.Split(',').Select(item => JsonValue.Create(item))])
            : (JsonNode)JsonValue.Create(one.Value),
        StringComparer.OrdinalIgnoreCase);
}
