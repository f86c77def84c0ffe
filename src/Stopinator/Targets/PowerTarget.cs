namespace Stopinator;

/// <summary>A region of an account, and the way to reach it.</summary>
public sealed record PowerTarget
{
    /// <summary>The name in reports. Default: the region, and the role's account when there is a role.</summary>
    public string? Name { get; init; }

    /// <summary>The region, e.g. <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>
    /// The role to assume, e.g. <c>arn:aws:iam::123456789012:role/stopinator-spoke</c>. Default: none, the credentials as they are.
    /// </summary>
    public string? RoleArn { get; init; }

    /// <summary>The external id that the role's trust policy asks for, if it does.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The EC2 endpoint. Default: the configured endpoint, else EC2's own for the region.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>
    /// The key of the tag that holds the schedules of this target. Default: the key of the service's options. A reconcile by schedules
    /// reads it; a start or a stop does not.
    /// </summary>
    public string? ScheduleTagKey { get; init; }

    /// <summary>
    /// The location of the schedules of this target, e.g. <c>ssm:/team/schedules</c>. Default: the schedules of the service's options. A
    /// reconcile by schedules reads it; a start or a stop does not.
    /// </summary>
    public string? Schedules { get; init; }

    /// <summary>
    /// The reason why the enabled regions of an account could not be listed. Such a target stands for the whole account: a run reports the
    /// problem as its failure and sends nothing. Null for every other target.
    /// </summary>
    public Exception? Problem { get; init; }

    /// <summary>Returns the name, or the default for it.</summary>
    public override string ToString() =>
        Name ?? (RoleArn?.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? $"{account}/{Region}" : Region);
}
