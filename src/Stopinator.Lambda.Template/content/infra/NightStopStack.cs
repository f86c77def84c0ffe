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
//#if (scheduled)
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED nothing happens by itself.",
        });
//#endif
        var nightStop = new NightStop(this, "NightStop", new NightStopProps
        {
            Name = StackName,
            TagKey = "__TagKey__",
            TagValue = "__TagValue__",
            DryRun = dryRun.ValueAsString,
//#if (scheduled)
            Schedules = schedules.ValueAsString,
//#endif
//#if (stops)
            Stop = "cron(__StopCron__ ? * __DaysCron__ *)",
//#endif
//#if (starts)
            Start = "cron(__StartCron__ ? * __DaysCron__ *)",
//#endif
//#if ((stops || starts) && !rule)
            TimeZone = "__TimeZone__",
//#endif
//#if (tags)
            EveryMinutes = __Every__,
//#endif
//#if (notifies)
            NotifyEmail = "__NotifyEmail__",
//#endif
//#if (kmsKeyArn != "")
            KmsKeyArn = "__KmsKeyArn__",
//#endif
            Variables = new Dictionary<string, string>
            {
                // Whatever an event asks for, nothing outside the scope is touched; the tag above says the same to IAM.
                ["STOPINATOR_SCOPE"] = "__ScopeInQuotes__",
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
                ["STOPINATOR_SCHEDULES"] = """{"timeZone":"__TimeZone__","schedules":{}}""",
//#endif
                // An instance that cannot be switched is told by log and metric at every tick, and not by a failed run.
                ["STOPINATOR_FAIL_ON"] = "none",
//#endif
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
}
