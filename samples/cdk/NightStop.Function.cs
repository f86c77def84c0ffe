using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;

namespace Infra;

// The function, its role, and the destination of failed runs.
public sealed partial class NightStop
{
    private Function AddFunction()
    {
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{_props.Name}",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        ((CfnResource)logs.Node.DefaultChild!).CfnOptions.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;
        ((CfnResource)logs.Node.DefaultChild!).AddPropertyOverride("KmsKeyId", _props.LogKeyArn);

        var function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = _props.Name,
            Description = $"Stops and starts the EC2 instances tagged {_props.TagKey}={_props.TagValue}.",
            Code = Code.FromAsset("../publish"),
            Runtime = new Runtime("dotnet10"),
            Handler = "NightStop",
            Architecture = Architecture.X86_64,
            MemorySize = 512,
            Timeout = Duration.Minutes(15),
            Role = AddFunctionRole(logs).WithoutPolicyUpdates(),
            LogGroup = logs,
            Environment = new Dictionary<string, string>(_props.Variables)
            {
                ["STOPINATOR_DRY_RUN"] = _props.DryRun,
            },
            // Another text publishes another version, so the text has each value that a parameter can change.
            CurrentVersionOptions = new VersionOptions { RemovalPolicy = RemovalPolicy.RETAIN, Description = _props.Settings },
        });
        var resource = (CfnResource)function.Node.DefaultChild!;
        resource.AddPropertyOverride("ReservedConcurrentExecutions", _props.ReservedConcurrency);
        resource.AddPropertyOverride("VpcConfig", _props.VpcConfig);
        return function;
    }

    private void AddRetries()
    {
        var retries = new CfnEventInvokeConfig(this, "Retries", new CfnEventInvokeConfigProps
        {
            FunctionName = Function.FunctionName,
            Qualifier = "live",
            MaximumEventAgeInSeconds = 3600,
            // Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
            MaximumRetryAttempts = 2,
            DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
            {
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = FailedRuns.QueueArn },
            },
        });
        retries.Node.AddDependency(Live);
    }

    private Role AddFunctionRole(LogGroup logs)
    {
        var role = Bounded(CreateFunctionRole(logs));

        // In subnets, Lambda itself needs these permissions on all resources to connect the function. The program does not.
        var resource = (CfnResource)role.Node.DefaultChild!;
        resource.AddPropertyOverride("Policies.1.PolicyDocument.Statement.2", _props.NetworkStatement("Allow", null));
        resource.AddPropertyOverride("Policies.1.PolicyDocument.Statement.3", _props.NetworkStatement("Deny", Arn("lambda", $"function:{_props.Name}")));
        return role;
    }

    // The permissions of the function.
    private Role CreateFunctionRole(LogGroup logs) => new(this, "FunctionRole", new RoleProps
    {
        Path = _props.RolePath,
        AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["power"] = Policy([
                // EC2 has no narrower resource for a describe.
                Allow(["ec2:DescribeInstances"], ["*"]),
                Allow(["ec2:StartInstances", "ec2:StopInstances"], [Arn("ec2", "instance/*")], new()
                {
                    ["StringEquals"] = new() { [$"aws:ResourceTag/{_props.TagKey}"] = _props.TagValue },
                }),
            ]),
            ["records"] = Policy([
                Allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.LogGroupArn]),
                Allow(["sqs:SendMessage"], [FailedRuns.QueueArn]),
            ]),
        },
    });
}
