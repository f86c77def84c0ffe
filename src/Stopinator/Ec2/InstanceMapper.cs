using System.Collections.Immutable;
using Amazon.EC2.Model;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Ec2;

/// <summary>Maps the SDK's values to ours. A text that a fleet repeats becomes one string.</summary>
internal static class InstanceMapper
{
    private const string Windows = "windows";

    // EC2 allows 50 tags of the user, and AWS adds a few. A set of tags is searched from the front, which more tags would make slow.
    private const int MaxTags = 1_000;

    // EC2's words for a status have at most 17 letters.
    private const int LongestStatus = 64;

    /// <summary>The texts that fleets repeat. The pool is shared by the process, because the next page repeats them too.</summary>
    public static TextPool Texts { get; } = new();

    /// <summary>Maps a page of instances.</summary>
    /// <exception cref="Ec2Exception">An instance has no id of EC2's form, or no state: the answer is unreadable.</exception>
    public static InstancePage PageOf(DescribeInstancesResponse answer)
    {
        var instances = ImmutableArray.CreateBuilder<Ec2Instance>();
        foreach (var reservation in answer.Reservations ?? [])
        {
            foreach (var instance in reservation.Instances ?? [])
            {
                instances.Add(InstanceOf(instance, reservation.OwnerId));
            }
        }

        return new InstancePage(
            instances.ToImmutable(), answer.NextToken is { Length: > 0 } token ? token : null, answer.ResponseMetadata?.RequestId);
    }

    /// <summary>Maps regions. Every account has at least one, and their names become parts of host names.</summary>
    /// <exception cref="Ec2Exception">There is no region, or a name is none: the answer is unreadable.</exception>
    public static ImmutableArray<string> RegionsOf(DescribeRegionsResponse answer)
    {
        ImmutableArray<string> regions =
            [.. (answer.Regions ?? []).Select(region => region.RegionName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return regions.IsEmpty || regions.Any(region => region is null || !AwsRegions.IsHostNamePart(region))
            ? throw new Ec2Exception(
                Ec2ErrorCode.AnswerUnreadable, "The list of the account's regions is empty, or holds a name that is none.")
            : regions;
    }

    /// <summary>Maps the changes in the answer to a start or a stop.</summary>
    /// <exception cref="Ec2Exception">A change has no id or no state: the answer is unreadable.</exception>
    public static ImmutableArray<PowerStateChange> ChangesOf(List<InstanceStateChange>? changes) =>
        [.. (changes ?? []).Select(change => new PowerStateChange(
            IdOf(change.InstanceId), StateOf(change.InstanceId, change.PreviousState), StateOf(change.InstanceId, change.CurrentState)))];

    /// <summary>Maps the status checks of instances.</summary>
    /// <exception cref="Ec2Exception">An instance has no id of EC2's form, or no state: the answer is unreadable.</exception>
    public static StatusPage StatusPageOf(DescribeInstanceStatusResponse answer) => new(
        [.. (answer.InstanceStatuses ?? []).Select(status => new InstanceStatusChecks(
            IdOf(status.InstanceId), StateOf(status.InstanceId, status.InstanceState), MissingChecks(status)))],
        answer.ResponseMetadata?.RequestId);

    private static string? MissingChecks(InstanceStatus status)
    {
        string?[] missing =
        [
            MissingCheck("instance", status.Status?.Status?.Value ?? "unknown"),
            MissingCheck("system", status.SystemStatus?.Status?.Value ?? "unknown"),

            // Old instance types and endpoints do not report attached volumes.
            status.AttachedEbsStatus?.Status?.Value is { } volumes and not "not-applicable" ? MissingCheck("attached EBS", volumes) : null,
        ];
        var words = string.Join(", ", missing.OfType<string>());
        return words.Length == 0 ? null : words;
    }

    private static string? MissingCheck(string check, string status) =>
        status == "ok" ? null : Texts.Get($"{check} status {ErrorText.Clean(status, LongestStatus)}");

    private static Ec2Instance InstanceOf(Instance instance, string? ownerId) => new()
    {
        InstanceId = IdOf(instance.InstanceId),
        State = StateOf(instance.InstanceId, instance.State),
        Tags = TagsOf(instance),
        InstanceType = Pooled(instance.InstanceType?.Value),
        AvailabilityZone = Pooled(instance.Placement?.AvailabilityZone),
        Lifecycle = Pooled(instance.InstanceLifecycle?.Value),
        RootDeviceType = Pooled(instance.RootDeviceType?.Value),
        HibernationConfigured = instance.HibernationOptions?.Configured == true,
        LaunchTime = TimeOf(instance.LaunchTime),
        StateTransitionReason = Pooled(instance.StateTransitionReason),
        StateReason = instance.StateReason is { Code: { Length: > 0 } code } reason
            ? new Ec2StateReason(Texts.Get(code), Pooled(reason.Message) ?? "")
            : null,
        ManagedByService = instance.Operator?.Managed == true,
        ManagingService = Pooled(instance.Operator?.Principal),
        VpcId = Pooled(instance.VpcId),
        SubnetId = Pooled(instance.SubnetId),
        ImageId = Pooled(instance.ImageId),
        Platform = PlatformOf(instance.Platform?.Value),
        Architecture = Pooled(instance.Architecture?.Value),
        KeyName = Pooled(instance.KeyName),
        PrivateIpAddress = instance.PrivateIpAddress,
        OwnerId = Pooled(ownerId),
    };

    private static TagSet TagsOf(Instance instance)
    {
        if (instance.Tags?.Count > MaxTags)
        {
            throw Unreadable($"The instance {ErrorText.Quote(instance.InstanceId)} has {instance.Tags.Count} tags, more than any of EC2.");
        }

        var set = new TagSet();
        foreach (var tag in instance.Tags ?? [])
        {
            set.Set(Pooled(tag.Key) ?? "", Pooled(tag.Value) ?? "");
        }

        return set;
    }

    private static string IdOf(string? id) =>
        InstanceId.IsValid(id) ? id! : throw Unreadable($"{ErrorText.Quote(id)} is not an instance id.");

    // The code decides, as EC2 documents. Answers that people write in tests often have the name only.
    private static PowerState StateOf(string? id, InstanceState? state) =>
        (state?.Code is { } code ? PowerStateNames.FromCode(code) : PowerStateNames.FromName(state?.Name?.Value))
            ?? throw Unreadable($"The instance {ErrorText.Quote(id)} has no state that EC2 documents.");

    // The SDK turns EC2's 'windows' into 'Windows'. Filters and scopes compare case-sensitively.
    private static string? PlatformOf(string? platform) =>
        string.Equals(platform, Windows, StringComparison.OrdinalIgnoreCase) ? Windows : Pooled(platform);

    private static DateTimeOffset? TimeOf(DateTime? time) =>
        time is { } value
            ? new DateTimeOffset(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value)
                .ToUniversalTime()
            : null;

    private static string? Pooled(string? text) => text is null ? null : Texts.Get(text);

    private static Ec2Exception Unreadable(string problem) =>
        new(Ec2ErrorCode.AnswerUnreadable, $"The answer is not one of EC2: {problem}");
}
