namespace Infra;

/// <summary>What <see cref="NightStop"/> is told.</summary>
public sealed class NightStopProps
{
    /// <summary>The name of the function. The names of its log group and its schedules contain it.</summary>
    public required string Name { get; init; }

    /// <summary>The key of the tag of the instances: IAM denies starts and stops of all others.</summary>
    public required string TagKey { get; init; }

    /// <summary>The value of that tag.</summary>
    public required string TagValue { get; init; }

    /// <summary>The variables of the function, <c>STOPINATOR_SCOPE</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary><c>true</c> for runs that plan and report, and switch nothing.</summary>
    public string DryRun { get; init; } = "false";
//#if (scheduled)

    /// <summary><c>DISABLED</c>, and nothing happens by itself.</summary>
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

    /// <summary>The minutes between two looks at the schedules in the tags.</summary>
    public required int EveryMinutes { get; init; }
//#endif
//#if (notifies)

    /// <summary>The address that is told when a run has failed for good. AWS asks it to confirm first.</summary>
    public required string NotifyEmail { get; init; }
//#endif
//#if (kmsKeyArn != "")

    /// <summary>The key of encrypted volumes, which EC2 needs to start their instances.</summary>
    public required string KmsKeyArn { get; init; }
//#endif
}
