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
            Default = "false",
            Description = "With true it plans and reports, and switches nothing.",
        });
        var schedules = new CfnParameter(this, "Schedules", new CfnParameterProps
        {
            AllowedValues = ["ENABLED", "DISABLED"],
            Default = "ENABLED",
            Description = "With DISABLED nothing happens by itself.",
        });
        var nightStop = new NightStop(this, "NightStop", new NightStopProps
        {
            Name = StackName,
            TagKey = "Env",
            TagValue = "dev",
            DryRun = dryRun.ValueAsString,
            Schedules = schedules.ValueAsString,
            Stop = "cron(0 20 ? * MON-FRI *)",
            Start = "cron(0 7 ? * MON-FRI *)",
            TimeZone = "Europe/Paris",
            Variables = new Dictionary<string, string>
            {
                // Whatever an event asks for, nothing outside the scope is touched; the tag above says the same to IAM.
                ["STOPINATOR_SCOPE"] = "tag:Env=dev",
            },
        });

        _ = new CfnOutput(this, "FunctionName", new CfnOutputProps { Value = nightStop.Function.FunctionName });
    }
}
