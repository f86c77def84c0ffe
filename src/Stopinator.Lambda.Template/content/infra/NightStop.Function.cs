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

//#if (image)
        var function = new DockerImageFunction(this, "Function", new DockerImageFunctionProps
//#else
        var function = new Function(this, "Function", new FunctionProps
//#endif
        {
            FunctionName = _props.Name,
            Description = $"Stops and starts the EC2 instances tagged {_props.TagKey}={_props.TagValue}.",
//#if (image && architecture == "arm64")
            Code = DockerImageCode.FromImageAsset("..", new AssetImageCodeProps
            {
                File = "infra/Dockerfile",
                Platform = Amazon.CDK.AWS.Ecr.Assets.Platform_.LINUX_ARM64,
            }),
//#elseif (image)
            Code = DockerImageCode.FromImageAsset("..", new AssetImageCodeProps
            {
                File = "infra/Dockerfile",
                Platform = Amazon.CDK.AWS.Ecr.Assets.Platform_.LINUX_AMD64,
            }),
//#elseif (managed)
            Code = Code.FromAsset("../publish"),
            Runtime = new Runtime("dotnet10"),
            Handler = "__AssemblyName__",
//#else
            Code = Code.FromAsset("../publish"),
            Runtime = Runtime.PROVIDED_AL2023,
            Handler = "bootstrap",
//#endif
//#if (architecture == "arm64")
            Architecture = Architecture.ARM_64,
//#else
            Architecture = Architecture.X86_64,
//#endif
            MemorySize = 512,
            Timeout = Duration.Minutes(15),
            Role = AddFunctionRole(logs).WithoutPolicyUpdates(),
            LogGroup = logs,
            Environment = new Dictionary<string, string>(_props.Variables)
            {
//#if (tags)
                ["STOPINATOR_RECONCILE_INTERVAL"] = $"{_props.EveryMinutes}m",
//#endif
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
//#if (tags)
            // The next run is the retry.
            MaximumRetryAttempts = 0,
//#else
            // Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
            MaximumRetryAttempts = 2,
//#endif
            DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
            {
//#if (reports)
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = _props.ReportDestination },
                OnSuccess = new CfnEventInvokeConfig.OnSuccessProperty { Destination = _props.ReportDestination },
//#elseif (notifies)
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = Topic.TopicArn },
//#else
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = FailedRuns.QueueArn },
//#endif
//#if (notifyReports)
                OnSuccess = new CfnEventInvokeConfig.OnSuccessProperty { Destination = Topic.TopicArn },
//#endif
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
//#if (targets)
                // In each account the role of this name only. That role has the permissions in the account.
                Allow(["sts:AssumeRole"], [$"arn:{Aws.PARTITION}:iam::*:role/{_props.SpokeRoleName}"]),
//#else
                // EC2 has no narrower resource for a describe.
                Allow(["ec2:DescribeInstances"], ["*"]),
                Allow(["ec2:StartInstances", "ec2:StopInstances"], [Arn("ec2", "instance/*")], new()
                {
                    ["StringEquals"] = new() { [$"aws:ResourceTag/{_props.TagKey}"] = _props.TagValue },
//#if (tags)
                    // Only instances with a schedule.
                    ["Null"] = new() { ["aws:ResourceTag/stopinator:schedule"] = "false" },
//#endif
                }),
//#if (kmsKeyArn != "")
                // EC2 needs a grant on the key of the volumes to start an instance. The conditions permit no other grant.
                Allow(["kms:CreateGrant"], [_props.KmsKeyArn], new()
                {
                    ["Bool"] = new() { ["kms:GrantIsForAWSResource"] = "true" },
                    ["StringLike"] = new() { ["kms:ViaService"] = "ec2.*.amazonaws.com" },
                    ["ForAllValues:StringEquals"] = new()
                    {
                        ["kms:GrantOperations"] = "Decrypt",
                        ["kms:EncryptionContextKeys"] = "aws:ebs:id",
                    },
                    ["Null"] = new() { ["kms:GrantOperations"] = "false", ["kms:EncryptionContextKeys"] = "false" },
                }),
//#endif
//#endif
//#if (sourced)
                // The schedules by name only.
//#if (inS3)
                Allow(["s3:GetObject"], [$"arn:{Aws.PARTITION}:s3:::__SchedulesName__"]),
//#elseif (underPath)
                Allow(["ssm:GetParametersByPath"], [Arn("ssm", "parameter__SchedulesName__"), Arn("ssm", "parameter__SchedulesName__/*")]),
//#else
                Allow(["ssm:GetParameter"], [Arn("ssm", "parameter__SchedulesName__")]),
//#endif
//#endif
            ]),
            ["records"] = Policy([
                Allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.LogGroupArn]),
//#if (reports)
                Allow(["__ReportAction__"], [_props.ReportDestination]),
//#elseif (notifies)
                Allow(["sns:Publish"], [Topic.TopicArn]),
//#else
                Allow(["sqs:SendMessage"], [FailedRuns.QueueArn]),
//#endif
            ]),
//#if (sqs)
            ["commands"] = Policy([Allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [Commands.QueueArn])]),
//#endif
        },
    });
}
