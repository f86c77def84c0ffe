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

    /// <summary><c>DISABLED</c>, and nothing happens by itself.</summary>
    public string Schedules { get; init; } = "ENABLED";

    /// <summary>The time of the stop, such as <c>cron(0 20 ? * MON-FRI *)</c>.</summary>
    public required string Stop { get; init; }

    /// <summary>The time of the start, such as <c>cron(0 7 ? * MON-FRI *)</c>.</summary>
    public required string Start { get; init; }

    /// <summary>The IANA time zone of these times.</summary>
    public required string TimeZone { get; init; }
}
