using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using Amazon.CDK.AWS.SQS;

namespace Infra;

// The schedules.
public sealed partial class NightStop
{
    private void AddSchedules(Queue undelivered)
    {
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
        AddSchedule("StopSchedule", "stop", _props.Stop, _props.TimeZone, role, undelivered);
        AddSchedule("StartSchedule", "start", _props.Start, _props.TimeZone, role, undelivered);
    }

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
}
