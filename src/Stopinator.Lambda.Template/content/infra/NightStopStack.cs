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
        var tagValue = Text("TagValue", "__TagValue__", "The value of the tag __TagKey__; another environment has another value.", "[^\"\\\\]+");
        var dryRun = new CfnParameter(this, "DryRun", new CfnParameterProps
        {
            AllowedValues = ["true", "false"],
//#if (planOnly)
            Default = "true",
//#else
            Default = "false",
//#endif
            Description = "With true it plans and reports, and switches nothing.",
        });
        var failOn = new CfnParameter(this, "FailOn", new CfnParameterProps
        {
            AllowedValues = ["any", "all", "none"],
//#if (tags)
            // An instance that cannot be switched is told by log and metric at every tick, and not by a failed run.
            Default = "none",
//#else
            Default = "any",
//#endif
            Description = "Which failed instances fail the run.",
        });
//#if (tags)
        var everyMinutes = new CfnParameter(this, "EveryMinutes", new CfnParameterProps
        {
            Type = "Number",
            Default = __Every__,
            MinValue = 2,
            Description = "The minutes between two looks at the schedules.",
        });
//#endif
//#if (hasZones)
        var timeZone = Text("TimeZone", "__TimeZone__", "The IANA time zone of the times, and of schedules that name none.");
//#endif
//#if (scheduled)
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED nothing happens by itself.",
        });
//#endif
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
            TagKey = "__TagKey__",
            TagValue = tagValue,
            DryRun = dryRun.ValueAsString,
//#if (tags && !sourced)
            Settings = string.Join(' ', tagValue, dryRun.ValueAsString, failOn.ValueAsString, everyMinutes.ValueAsString, timeZone, Fn.Join(",", subnets), Fn.Join(",", groups)),
//#elseif (tags)
            Settings = string.Join(' ', tagValue, dryRun.ValueAsString, failOn.ValueAsString, everyMinutes.ValueAsString, Fn.Join(",", subnets), Fn.Join(",", groups)),
//#else
            Settings = string.Join(' ', tagValue, dryRun.ValueAsString, failOn.ValueAsString, Fn.Join(",", subnets), Fn.Join(",", groups)),
//#endif
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
            Stop = Text("StopAt", "cron(__StopCron__ ? * __DaysCron__ *)", "When they are stopped, as an expression of EventBridge."),
//#endif
//#if (starts)
            Start = Text("StartAt", "cron(__StartCron__ ? * __DaysCron__ *)", "When they are started, as an expression of EventBridge."),
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
                "Where the record of each asynchronous run goes; the role may send to this one place.",
                "arn:[a-z-]+:__ReportArnService__:.+"),
//#endif
//#if (kmsKeyArn != "")
            KmsKeyArn = "__KmsKeyArn__",
//#endif
            Variables = new Dictionary<string, string>
            {
                // Whatever an event asks for, nothing outside the scope is touched; the tag above says the same to IAM.
                ["STOPINATOR_SCOPE"] = $"__ScopeKeyInQuotes__=\"{tagValue}\"",
//#if (selector != "")
                ["STOPINATOR_SELECTOR"] = "__SelectorInQuotes__",
//#endif
//#if (onlyStoppedWithin > 0)
                ["STOPINATOR_STOPPED_WITHIN"] = "__Hours__h",
//#endif
//#if (orderTag != "")
                // Starts go up the waves in this tag, stops go down.
                ["STOPINATOR_ORDER_TAG"] = "__OrderTag__",
//#endif
//#if (tags)
//#if (sourced)
                // Schedules by name lie there, and the time zone of those that name none.
                ["STOPINATOR_SCHEDULES"] = "__SchedulesFrom__",
//#else
                // Schedules by name come here, too, and the time zone of those that name none.
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

    // What is given to the stack, and nothing where nothing is given.
    private object If(string condition, string given, object? value = null)
    {
        _ = new CfnCondition(this, condition, new CfnConditionProps { Expression = Given(given) });
        return NightStopProps.Choice(condition, value ?? given);
    }

    private static ICfnRuleConditionExpression Given(string value) => Fn.ConditionNot(Fn.ConditionEquals(value, ""));
}
