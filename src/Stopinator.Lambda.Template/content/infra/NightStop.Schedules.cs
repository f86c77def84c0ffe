//#if (!rule)
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
//#endif
using Amazon.CDK.AWS.SQS;
//#if (rule)
using Events = Amazon.CDK.AWS.Events;
//#endif

namespace Infra;

// The schedules.
public sealed partial class NightStop
{
    private void AddSchedules(Queue undelivered)
    {
//#if (!rule)
        var role = Bounded(new Role(this, "ScheduleRole", new RoleProps
        {
            Path = _props.RolePath,
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com").WithConditions(Conditions(new()
            {
                ["StringEquals"] = new() { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            })),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["deliver"] = Policy([
                    Allow(["lambda:InvokeFunction"], [Arn("lambda", $"function:{_props.Name}:live")]),
                    Allow(["sqs:SendMessage"], [undelivered.QueueArn]),
                ]),
            },
        }));
//#endif
//#if (stops && rule)
        AddRule("StopRule", "stop", _props.Stop, undelivered);
//#elseif (stops)
        AddSchedule("StopSchedule", "stop", _props.Stop, _props.TimeZone, role, undelivered);
//#endif
//#if (starts && rule)
        AddRule("StartRule", "start", _props.Start, undelivered);
//#elseif (starts)
        AddSchedule("StartSchedule", "start", _props.Start, _props.TimeZone, role, undelivered);
//#endif
//#if (tags && rule)
        AddRule("ReconcileRule", "reconcile", $"rate({_props.EveryMinutes} minutes)", undelivered);
//#elseif (tags)
        AddSchedule("ReconcileSchedule", "reconcile", $"rate({_props.EveryMinutes} minutes)", null, role, undelivered);
//#endif
    }

//#if (rule)
    // A rule has UTC only. Where clocks change, its local times move by an hour twice a year.
    private void AddRule(string id, string action, string expression, Queue undelivered) => _ = new Events.CfnRule(this, id, new Events.CfnRuleProps
    {
        Name = $"{_props.Name}-{action}",
        ScheduleExpression = expression,
        State = _props.Schedules,
        Targets = new[]
        {
            new Events.CfnRule.TargetProperty
            {
                Id = "function",
                Arn = Live.FunctionArn,
                InputTransformer = new Events.CfnRule.InputTransformerProperty
                {
                    InputPathsMap = new Dictionary<string, string> { ["time"] = "$.time", ["id"] = "$.id" },
                    InputTemplate = $$"""{"action":"{{action}}","scheduledTime":<time>,"executionId":<id>}""",
                },
                RetryPolicy = new Events.CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
                DeadLetterConfig = new Events.CfnRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
            },
        },
    });
//#else
    private void AddSchedule(string id, string action, string expression, string? timeZone, Role role, Queue undelivered) =>
        _ = new CfnSchedule(this, id, new CfnScheduleProps
        {
            Name = $"{_props.Name}-{action}",
            ScheduleExpression = expression,
            ScheduleExpressionTimezone = timeZone,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            State = _props.Schedules,
            Target = new CfnSchedule.TargetProperty
            {
                Arn = Live.FunctionArn,
                RoleArn = role.RoleArn,
                Input = $$"""
                    {"action":"{{action}}","scheduledTime":"<aws.scheduler.scheduled-time>","executionId":"<aws.scheduler.execution-id>"}
                    """,
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
                DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
            },
        });
//#endif
}
