using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stopinator;

/// <summary>An instance as a describe shows it, with the fields that selectors and decisions use.</summary>
/// <remarks>
/// A field that EC2 left out is null or empty. The value is a snapshot of the describe; the instance may have changed since.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html"/>
public sealed partial record Ec2Instance
{
    /// <summary>The tag key by which Auto Scaling marks its members.</summary>
    internal const string AutoScalingTagKey = "aws:autoscaling:groupName";

    /// <summary>The instance id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The state.</summary>
    public required PowerState State { get; init; }

    /// <summary>The tags. Keys and values are case-sensitive.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The instance type, e.g. <c>t3.micro</c>.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The availability zone, e.g. <c>eu-west-1a</c>.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The lifecycle: <c>spot</c>, <c>scheduled</c>, <c>capacity-block</c>; null for on demand.</summary>
    public string? Lifecycle { get; init; }

    /// <summary>The root device: <c>ebs</c> or <c>instance-store</c>. An instance with an instance-store root cannot be stopped.</summary>
    public string? RootDeviceType { get; init; }

    /// <summary>True when hibernation was enabled at launch. It cannot be enabled later.</summary>
    public bool HibernationConfigured { get; init; }

    /// <summary>The time of the last start. A describe does not show the time of the first launch.</summary>
    public DateTimeOffset? LaunchTime { get; init; }

    /// <summary>EC2's text on the last change, e.g. <c>User initiated (2026-01-31 19:00:05 GMT)</c>; empty after a start.</summary>
    public string? StateTransitionReason { get; init; }

    /// <summary>EC2's code and text on the last change.</summary>
    public Ec2StateReason? StateReason { get; init; }

    /// <summary>True when another service manages the instance (<c>operator.managed</c>).</summary>
    public bool ManagedByService { get; init; }

    /// <summary>The service that manages the instance, e.g. <c>eks.amazonaws.com</c>.</summary>
    public string? ManagingService { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The subnet.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The image the instance was launched from.</summary>
    public string? ImageId { get; init; }

    /// <summary>The platform: <c>windows</c>; null for any other.</summary>
    public string? Platform { get; init; }

    /// <summary>The architecture, e.g. <c>x86_64</c>, <c>arm64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The name of the key pair.</summary>
    public string? KeyName { get; init; }

    /// <summary>The private IPv4 address.</summary>
    public string? PrivateIpAddress { get; init; }

    /// <summary>The account that owns the instance.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The <c>Name</c> tag.</summary>
    public string? Name => Tags.GetValueOrDefault("Name");

    /// <summary>The Auto Scaling group of the instance; null when it belongs to none.</summary>
    public string? AutoScalingGroup => Tags.GetValueOrDefault(AutoScalingTagKey);

    /// <summary>The time of the last change of state, from <see cref="StateTransitionReason"/>. Null when the text has no time.</summary>
    public DateTimeOffset? StateTransitionTime =>
        StateTransitionReason is { } reason
        && TimeInReason().Match(reason) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups["time"].ValueSpan, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    // EC2 writes GMT, and some simulators write UTC.
    [GeneratedRegex(
        @"\((?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (GMT|UTC)\)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TimeInReason();
}
