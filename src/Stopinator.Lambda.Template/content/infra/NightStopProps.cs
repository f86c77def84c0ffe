using Amazon.CDK;

namespace Infra;

/// <summary>The properties of <see cref="NightStop"/>.</summary>
public sealed class NightStopProps
{
    /// <summary>The name of the function. The names of its log group and its schedules contain it.</summary>
    public required string Name { get; init; }

//#if (targets)
    /// <summary>The key of the tag of the instances.</summary>
//#else
    /// <summary>The key of the tag of the instances. IAM denies starts and stops of instances without the tag.</summary>
//#endif
    public required string TagKey { get; init; }

    /// <summary>The value of that tag.</summary>
    public required string TagValue { get; init; }

    /// <summary>The variables of the function, <c>STOPINATOR_SCOPE</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary><c>true</c> for dry runs, which plan, report and change nothing.</summary>
    public string DryRun { get; init; } = "false";

    /// <summary>The values of all settings that can change. Another text publishes another version.</summary>
    public required string Settings { get; init; }

    /// <summary>The path of the roles.</summary>
    public required string RolePath { get; init; }

    /// <summary>The ARN of the permissions boundary of the roles; without a value, the roles have none.</summary>
    public required object PermissionsBoundary { get; init; }

    /// <summary>The largest number of runs at once; without a value, none are reserved.</summary>
    public required object ReservedConcurrency { get; init; }

    /// <summary>The key that encrypts the logs; without a value, AWS's own key does.</summary>
    public required object LogKeyArn { get; init; }

    /// <summary>The ARN of your topic that gets the alarms; without a value, no topic gets them.</summary>
    public required object AlarmTopicArn { get; init; }

    /// <summary>The condition that there are subnets.</summary>
    public string InVpc { get; init; } = "IsInVpc";

    /// <summary>The subnets and security groups of the function; without a value, the function is in no VPC.</summary>
    public required object VpcConfig { get; init; }
//#if (scheduled)

    /// <summary><c>ENABLED</c>; with <c>DISABLED</c>, no schedule invokes the function.</summary>
    public string Schedules { get; init; } = "ENABLED";
//#endif
//#if (stops)

    /// <summary>The time of the stop, such as <c>cron(0 20 ? * MON-FRI *)</c>.</summary>
    public required string Stop { get; init; }
//#endif
//#if (starts)

    /// <summary>The time of the start, such as <c>cron(0 7 ? * MON-FRI *)</c>.</summary>
    public required string Start { get; init; }
//#endif
//#if ((stops || starts) && !rule)

    /// <summary>The IANA time zone of these times.</summary>
    public required string TimeZone { get; init; }
//#endif
//#if (tags)

    /// <summary>The minutes between two runs, each of which reads the schedules in the tags.</summary>
    public required string EveryMinutes { get; init; }
//#endif
//#if (notifies)

    /// <summary>The address that gets a mail when a run fails and no retry is left. AWS first asks to confirm the address.</summary>
    public required string NotifyEmail { get; init; }
//#endif
//#if (reports)

    /// <summary>The ARN of the destination of each asynchronous run's record.</summary>
    public required string ReportDestination { get; init; }
//#endif
//#if (targets)

    /// <summary>The name of the role that the function takes in each account, with its path.</summary>
    public required string SpokeRoleName { get; init; }
//#endif
//#if (kmsKeyArn != "" && !targets)

    /// <summary>The key of encrypted volumes, which EC2 needs to start their instances.</summary>
    public required string KmsKeyArn { get; init; }
//#endif

    /// <summary>A statement on network interfaces, in subnets only.</summary>
    /// <param name="effect"><c>Allow</c> or <c>Deny</c>.</param>
    /// <param name="function">The ARN of the function whose program it is for; null for Lambda itself.</param>
    public object NetworkStatement(string effect, string? function)
    {
        var statement = new Dictionary<string, object>
        {
            ["Effect"] = effect,
            ["Action"] = new[]
            {
                "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
            },
            ["Resource"] = "*",
        };
        if (function is not null)
        {
            statement["Condition"] = new Dictionary<string, object>
            {
                ["ArnEquals"] = new Dictionary<string, object> { ["lambda:SourceFunctionArn"] = function },
            };
        }

        return Choice(InVpc, statement);
    }

    /// <summary>A value under a condition, and no value without it, written as CloudFormation has it.</summary>
    public static object Choice(string condition, object value) =>
        new Dictionary<string, object> { ["Fn::If"] = new[] { condition, value, Aws.NO_VALUE } };
}
