//#if (httpApi)
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
//#endif
//#if (bridged)
using Amazon.CDK.AWS.SQS;
using Events = Amazon.CDK.AWS.Events;
//#endif

namespace Infra;

// The events that invoke the function besides the schedules.
public sealed partial class NightStop
{
//#if (httpApi)
    // Only for callers whom IAM allows execute-api:Invoke.
    private HttpApi AddApi()
    {
        var api = new HttpApi(this, "Api", new HttpApiProps { ApiName = _props.Name });
        api.AddRoutes(new AddRoutesOptions
        {
            Path = "/",
            Methods = [Amazon.CDK.AWS.Apigatewayv2.HttpMethod.POST],
            Integration = new HttpLambdaIntegration("ApiToFunction", Live),
            Authorizer = new HttpIamAuthorizer(),
        });
        return api;
    }
//#endif
//#if (bridged && httpApi)

//#endif
//#if (alarm)
    // An alarm with such a name stops the instance of its metric.
    private void AddAlarmRule(Queue undelivered) => AddEventRule("AlarmRule", "alarm", undelivered, new Dictionary<string, object>
    {
        ["source"] = new[] { "aws.cloudwatch" },
        ["detail-type"] = new[] { "CloudWatch Alarm State Change" },
        ["detail"] = new Dictionary<string, object>
        {
            ["alarmName"] = new[] { new Dictionary<string, string> { ["prefix"] = $"{_props.Name}-idle-" } },
            ["state"] = new Dictionary<string, object> { ["value"] = new[] { "ALARM" } },
        },
    });

//#endif
//#if (stateChange)
    // The function stops an instance that somebody starts against its schedule. It starts no instance.
    private void AddStateChangeRule(Queue undelivered) => AddEventRule("StateChangeRule", "state-change", undelivered, new Dictionary<string, object>
    {
        ["source"] = new[] { "aws.ec2" },
        ["detail-type"] = new[] { "EC2 Instance State-change Notification" },
        ["detail"] = new Dictionary<string, object> { ["state"] = new[] { "running" } },
    });

//#endif
//#if (bridged)
    private void AddEventRule(string id, string name, Queue undelivered, Dictionary<string, object> pattern) =>
        _ = new Events.CfnRule(this, id, new Events.CfnRuleProps
        {
            Name = $"{_props.Name}-{name}",
            EventPattern = pattern,
//#if (scheduled)
            State = _props.Schedules,
//#endif
            Targets = new[]
            {
                new Events.CfnRule.TargetProperty
                {
                    Id = "function",
                    Arn = Live.FunctionArn,
                    RetryPolicy = new Events.CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
                    DeadLetterConfig = new Events.CfnRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
                },
            },
        });
//#endif
}
