using Amazon.CDK;
using Constructs;

namespace Infra;

/// <summary>The stack, with its parameters. README.md says how to deploy, invoke, watch, pause and remove it.</summary>
public sealed class NightStopStack : Stack
{
    /// <summary>Describes the stack.</summary>
    public NightStopStack(Construct scope, string id, IStackProps props)
        : base(scope, id, props)
    {
        var tagValue = Text(
            "TagValue", "dev", "The value of the tag Env. Another environment has another value.", "[^\"\\\\]+");
        var dryRun = new CfnParameter(this, "DryRun", new CfnParameterProps
        {
            AllowedValues = ["true", "false"],
            Default = "false",
            Description = "With true, every run is a dry run, which plans, reports and changes nothing.",
        });
        var failOn = new CfnParameter(this, "FailOn", new CfnParameterProps
        {
            AllowedValues = ["any", "all", "none"],
            Default = "any",
            Description = "The failed instances that fail the run.",
        });
        var timeZone = Text("TimeZone", "Europe/Paris", "The IANA time zone of the times, and of schedules without a time zone.");
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED, no schedule invokes the function.",
        });
        var alarmTopic = Text("AlarmTopicArn", "", "The ARN of your SNS topic that gets the alarms.");
        var logKey = Text(
            "LogKeyArn", "", "The ARN of the KMS key that encrypts the logs. The policy of the key must permit CloudWatch Logs.");
        var boundary = Text("PermissionsBoundary", "", "The ARN of the permissions boundary of the roles.");
        var reserved = Text(
            "ReservedConcurrency", "", "The largest number of runs at once, reserved from the concurrency of the account.", "[0-9]*");
        var subnets = List("SubnetIds", "The private subnets of the function. They need a NAT gateway, or an endpoint for EC2.");
        var groups = List("SecurityGroupIds", "The security groups of the function in the subnets. They must permit outgoing HTTPS.");
        _ = new CfnCondition(this, "IsInVpc", new CfnConditionProps { Expression = Given(Fn.Join("", subnets)) });
        var nightStop = new NightStop(this, "NightStop", new NightStopProps
        {
            Name = StackName,
            TagKey = "Env",
            TagValue = tagValue,
            DryRun = dryRun.ValueAsString,
            Settings = string.Join(
                ' ',
                tagValue,
                dryRun.ValueAsString,
                failOn.ValueAsString,
                Fn.Join(",", subnets),
                Fn.Join(",", groups)),
            RolePath = Text("RolePath", "/", "The path of the roles.", "/([!-~]+/)?"),
            PermissionsBoundary = If("IsBounded", boundary),
            ReservedConcurrency = If("IsReserved", reserved),
            LogKeyArn = If("HasLogKey", logKey),
            AlarmTopicArn = If("HasAlarmTopic", alarmTopic, new[] { alarmTopic }),
            VpcConfig = NightStopProps.Choice("IsInVpc", new Dictionary<string, object> { ["SubnetIds"] = subnets, ["SecurityGroupIds"] = groups }),
            Schedules = schedules.ValueAsString,
            Stop = Text("StopAt", "cron(0 20 ? * MON-FRI *)", "The time of the stop, as an expression of EventBridge."),
            Start = Text("StartAt", "cron(0 7 ? * MON-FRI *)", "The time of the start, as an expression of EventBridge."),
            TimeZone = timeZone,
            Variables = new Dictionary<string, string>
            {
                // No event can act on an instance outside the scope. The role permits instances with the tag above.
                ["STOPINATOR_SCOPE"] = $"tag:Env=\"{tagValue}\"",
                ["STOPINATOR_FAIL_ON"] = failOn.ValueAsString,
            },
        });

        _ = new CfnOutput(this, "FunctionName", new CfnOutputProps { Value = nightStop.Function.FunctionName });
    }

    private string Text(string name, string byDefault, string description, string? pattern = null) =>
        new CfnParameter(this, name, new CfnParameterProps { Default = byDefault, AllowedPattern = pattern, Description = description }).ValueAsString;

    private string[] List(string name, string description) =>
        new CfnParameter(this, name, new CfnParameterProps { Type = "CommaDelimitedList", Default = "", Description = description }).ValueAsList;

    // The value of a parameter, and no value where the parameter is empty.
    private object If(string condition, string given, object? value = null)
    {
        _ = new CfnCondition(this, condition, new CfnConditionProps { Expression = Given(given) });
        return NightStopProps.Choice(condition, value ?? given);
    }

    private static ICfnRuleConditionExpression Given(string value) => Fn.ConditionNot(Fn.ConditionEquals(value, ""));
}
