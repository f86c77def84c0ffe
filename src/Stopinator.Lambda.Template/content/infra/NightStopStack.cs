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
            "TagValue", "__TagValue__", "The value of the tag __TagKey__. Another environment has another value.", "[^\"\\\\]+");
//#if (targets)
        var targets = Text(
            "Targets",
            "targets.json",
            "The file with the accounts and regions, beside the program. Another environment has another file.");
//#endif
        var dryRun = new CfnParameter(this, "DryRun", new CfnParameterProps
        {
            AllowedValues = ["true", "false"],
//#if (planOnly)
            Default = "true",
//#else
            Default = "false",
//#endif
            Description = "With true, every run is a dry run, which plans, reports and changes nothing.",
        });
        var failOn = new CfnParameter(this, "FailOn", new CfnParameterProps
        {
            AllowedValues = ["any", "all", "none"],
//#if (tags)
            // An instance that cannot be started or stopped fails no run. The log and the metrics of every run have the instance.
            Default = "none",
//#else
            Default = "any",
//#endif
            Description = "The failed instances that fail the run.",
        });
//#if (tags)
        var everyMinutes = new CfnParameter(this, "EveryMinutes", new CfnParameterProps
        {
            Type = "Number",
            Default = __Every__,
            MinValue = 2,
            Description = "The minutes between two runs.",
        });
//#endif
//#if (hasZones)
        var timeZone = Text("TimeZone", "__TimeZone__", "The IANA time zone of the times, and of schedules without a time zone.");
//#endif
//#if (scheduled)
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED, no schedule invokes the function.",
        });
//#endif
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
            TagKey = "__TagKey__",
            TagValue = tagValue,
            DryRun = dryRun.ValueAsString,
            Settings = string.Join(
                ' ',
                tagValue,
//#if (targets)
                targets,
//#endif
                dryRun.ValueAsString,
                failOn.ValueAsString,
//#if (tags)
                everyMinutes.ValueAsString,
//#endif
//#if (tags && !sourced)
                timeZone,
//#endif
                Fn.Join(",", subnets),
                Fn.Join(",", groups)),
            RolePath = Text("RolePath", "/", "The path of the roles.", "/([!-~]+/)?"),
            PermissionsBoundary = If("IsBounded", boundary),
            ReservedConcurrency = If("IsReserved", reserved),
            LogKeyArn = If("HasLogKey", logKey),
//#if (notifies)
            AlarmTopicArn = If("HasAlarmTopic", alarmTopic),
//#else
            AlarmTopicArn = If("HasAlarmTopic", alarmTopic, new[] { alarmTopic }),
//#endif
            VpcConfig = NightStopProps.Choice("IsInVpc", new Dictionary<string, object> { ["SubnetIds"] = subnets, ["SecurityGroupIds"] = groups }),
//#if (scheduled)
            Schedules = schedules.ValueAsString,
//#endif
//#if (stops)
            Stop = Text("StopAt", "cron(__StopCron__ ? * __DaysCron__ *)", "The time of the stop, as an expression of EventBridge."),
//#endif
//#if (starts)
            Start = Text("StartAt", "cron(__StartCron__ ? * __DaysCron__ *)", "The time of the start, as an expression of EventBridge."),
//#endif
//#if ((stops || starts) && !rule)
            TimeZone = timeZone,
//#endif
//#if (tags)
            EveryMinutes = everyMinutes.ValueAsString,
//#endif
//#if (notifies)
            NotifyEmail = "__NotifyEmail__",
//#endif
//#if (reports)
            ReportDestination = Text(
                "ReportDestination",
                "__ReportDestination__",
                "The ARN of the destination of each asynchronous run's record. The role permits this destination only.",
                "arn:[a-z-]+:__ReportArnService__:.+"),
//#endif
//#if (targets)
            SpokeRoleName = Text(
                "SpokeRoleName",
                "__ResourceName__-spoke",
                "The role that the function takes in each account, with its path, as the roleName of that file.",
                "([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}"),
//#endif
//#if (kmsKeyArn != "" && !targets)
            KmsKeyArn = "__KmsKeyArn__",
//#endif
            Variables = new Dictionary<string, string>
            {
//#if (targets)
                // No event can act on an instance outside the scope. The role in each account permits the same instances.
//#else
                // No event can act on an instance outside the scope. The role permits instances with the tag above.
//#endif
                ["STOPINATOR_SCOPE"] = $"__ScopeKeyInQuotes__=\"{tagValue}\"",
//#if (targets)
                ["STOPINATOR_TARGETS"] = targets,
//#endif
//#if (selector != "")
                ["STOPINATOR_SELECTOR"] = "__SelectorInQuotes__",
//#endif
//#if (onlyStoppedWithin > 0)
                ["STOPINATOR_STOPPED_WITHIN"] = "__Hours__h",
//#endif
//#if (orderTag != "")
                // The tag has the number of the wave. Starts go up the waves, and stops go down.
                ["STOPINATOR_ORDER_TAG"] = "__OrderTag__",
//#endif
//#if (tags)
//#if (sourced)
                // The place of the schedules by name, and of the time zone for schedules without one.
                ["STOPINATOR_SCHEDULES"] = "__SchedulesFrom__",
//#else
                // Schedules by name can be here, too, with the time zone for schedules without one.
                ["STOPINATOR_SCHEDULES"] = $$$"""{"timeZone":"{{{timeZone}}}","schedules":{}}""",
//#endif
//#endif
                ["STOPINATOR_FAIL_ON"] = failOn.ValueAsString,
//#if (bridged)
                // The events of other services that may stop an instance.
                ["STOPINATOR_EVENT_ALLOW"] = "__EventAllow__",
//#endif
//#if (notifyReports)
                // The report is a summary that fits in a mail.
                ["STOPINATOR_MAX_REPORT_BYTES"] = "8192",
//#endif
            },
        });

        _ = new CfnOutput(this, "FunctionName", new CfnOutputProps { Value = nightStop.Function.FunctionName });
//#if (targets)
        _ = new CfnOutput(this, "FunctionRoleArn", new CfnOutputProps { Value = nightStop.Function.Role!.RoleArn });
//#endif
//#if (sqs)
        _ = new CfnOutput(this, "CommandsUrl", new CfnOutputProps { Value = nightStop.Commands.QueueUrl });
//#endif
//#if (sns)
        _ = new CfnOutput(this, "CommandsTopicArn", new CfnOutputProps { Value = nightStop.CommandsTopic.Ref });
//#endif
//#if (httpApi)
        _ = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = nightStop.Api.Url! });
//#endif
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
