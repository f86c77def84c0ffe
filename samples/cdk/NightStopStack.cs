using Amazon.CDK;
using Constructs;

namespace Infra;

/// <summary>The stack: what is switched, and when. README.md says how to deploy, invoke, watch, pause and remove it.</summary>
public sealed class NightStopStack : Stack
{
    /// <summary>Describes the stack.</summary>
    public NightStopStack(Construct scope, string id, IStackProps props)
        : base(scope, id, props)
    {
        var tagValue = Text("TagValue", "dev", "The value of the tag Env; another environment has another value.", "[^\"\\\\]+");
        var dryRun = new CfnParameter(this, "DryRun", new CfnParameterProps
        {
            AllowedValues = ["true", "false"],
            Default = "false",
            Description = "With true it plans and reports, and switches nothing.",
        });
        var failOn = new CfnParameter(this, "FailOn", new CfnParameterProps
        {
            AllowedValues = ["any", "all", "none"],
            Default = "any",
            Description = "Which failed instances fail the run.",
        });
        var timeZone = Text("TimeZone", "Europe/Paris", "The IANA time zone of the times, and of schedules that name none.");
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED nothing happens by itself.",
        });
        var alarmTopic = Text("AlarmTopicArn", "", "An SNS topic of yours that the alarms tell.");
        var logKey = Text("LogKeyArn", "", "The KMS key that encrypts the logs; its policy has to permit CloudWatch Logs.");
        var boundary = Text("PermissionsBoundary", "", "The ARN of the policy that bounds the roles.");
        var reserved = Text("ReservedConcurrency", "", "How many runs there may be at once; they are taken from those of the account.", "[0-9]*");
        var subnets = List("SubnetIds", "The private subnets of the function; from there it has to reach EC2 by a NAT gateway or an endpoint.");
        var groups = List("SecurityGroupIds", "Its security groups there, which let HTTPS out.");
        _ = new CfnCondition(this, "IsInVpc", new CfnConditionProps { Expression = Given(Fn.Join("", subnets)) });
        var nightStop = new NightStop(this, "NightStop", new NightStopProps
        {
            Name = StackName,
            TagKey = "Env",
            TagValue = tagValue,
            DryRun = dryRun.ValueAsString,
            Settings = string.Join(' ', tagValue, dryRun.ValueAsString, failOn.ValueAsString, Fn.Join(",", subnets), Fn.Join(",", groups)),
            RolePath = Text("RolePath", "/", "The path of the roles.", "/([!-~]+/)?"),
            PermissionsBoundary = If("IsBounded", boundary),
            ReservedConcurrency = If("IsReserved", reserved),
            LogKeyArn = If("HasLogKey", logKey),
            AlarmTopicArn = If("HasAlarmTopic", alarmTopic, new[] { alarmTopic }),
            VpcConfig = NightStopProps.Choice("IsInVpc", new Dictionary<string, object> { ["SubnetIds"] = subnets, ["SecurityGroupIds"] = groups }),
            Schedules = schedules.ValueAsString,
            Stop = Text("StopAt", "cron(0 20 ? * MON-FRI *)", "When they are stopped, as an expression of EventBridge."),
            Start = Text("StartAt", "cron(0 7 ? * MON-FRI *)", "When they are started, as an expression of EventBridge."),
            TimeZone = timeZone,
            Variables = new Dictionary<string, string>
            {
                // Whatever an event asks for, nothing outside the scope is touched; the tag above says the same to IAM.
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

    // What is given to the stack, and nothing where nothing is given.
    private object If(string condition, string given, object? value = null)
    {
        _ = new CfnCondition(this, condition, new CfnConditionProps { Expression = Given(given) });
        return NightStopProps.Choice(condition, value ?? given);
    }

    private static ICfnRuleConditionExpression Given(string value) => Fn.ConditionNot(Fn.ConditionEquals(value, ""));
}
