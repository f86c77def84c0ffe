using System.Globalization;
using System.Xml;
using Stopinator.Instances;

namespace Stopinator.Ec2.Answers;

/// <summary>The fields of an instance while they are read: those the model holds.</summary>
internal sealed class InstanceFields
{
    public static AnswerMap<InstanceFields> Map { get; } = new AnswerMap<InstanceFields>()
        .Text("instanceId", (i, text) => i._instanceId = text)
        .Children("instanceState", new AnswerMap<InstanceFields>()
            .Text("code", (i, text) => i._state = StateCode.Parse(text)))
        .Items("tagSet", TagFields.Map, (i, tag) => i._tags.Set(tag.Key, tag.Value))
        .Text("instanceType", (i, text) => i._instanceType = text)
        .Children("placement", new AnswerMap<InstanceFields>()
            .Text("availabilityZone", (i, text) => i._availabilityZone = text))
        .Text("instanceLifecycle", (i, text) => i._lifecycle = text)
        .Text("rootDeviceType", (i, text) => i._rootDeviceType = text)
        .Children("hibernationOptions", new AnswerMap<InstanceFields>()
            .Text("configured", (i, text) => i._hibernationConfigured = IsTrue(text)))
        .Text("launchTime", (i, text) => i._launchTime = Time(text))
        .Text("reason", (i, text) => i._stateTransitionReason = text)
        .Children("stateReason", new AnswerMap<InstanceFields>()
            .Text("code", (i, text) => i._stateReasonCode = text)
            .Text("message", (i, text) => i._stateReasonMessage = text))
        .Children("operator", new AnswerMap<InstanceFields>()
            .Text("managed", (i, text) => i._managedByService = IsTrue(text))
            .Text("principal", (i, text) => i._managingService = text))
        .Text("vpcId", (i, text) => i._vpcId = text)
        .Text("subnetId", (i, text) => i._subnetId = text)
        .Text("imageId", (i, text) => i._imageId = text)
        .Text("platform", (i, text) => i._platform = text)
        .Text("architecture", (i, text) => i._architecture = text)
        .Text("keyName", (i, text) => i._keyName = text)
        .Text("privateIpAddress", (i, text) => i._privateIpAddress = text);

    private readonly TagSet _tags = new();
    private string? _instanceId;
    private PowerState? _state;
    private string? _instanceType;
    private string? _availabilityZone;
    private string? _lifecycle;
    private string? _rootDeviceType;
    private bool _hibernationConfigured;
    private DateTimeOffset? _launchTime;
    private string? _stateTransitionReason;
    private string? _stateReasonCode;
    private string? _stateReasonMessage;
    private bool _managedByService;
    private string? _managingService;
    private string? _vpcId;
    private string? _subnetId;
    private string? _imageId;
    private string? _platform;
    private string? _architecture;
    private string? _keyName;
    private string? _privateIpAddress;

    public Ec2Instance ToInstance(string? ownerId) => new()
    {
        InstanceId = _instanceId ?? throw new XmlException("An instance has no instanceId."),
        State = _state ?? throw new XmlException($"The instance {_instanceId} has no instanceState."),
        Tags = _tags,
        InstanceType = _instanceType,
        AvailabilityZone = _availabilityZone,
        Lifecycle = _lifecycle,
        RootDeviceType = _rootDeviceType,
        HibernationConfigured = _hibernationConfigured,
        LaunchTime = _launchTime,
        StateTransitionReason = _stateTransitionReason,
        StateReason = string.IsNullOrEmpty(_stateReasonCode) ? null : new Ec2StateReason(_stateReasonCode, _stateReasonMessage ?? ""),
        ManagedByService = _managedByService,
        ManagingService = _managingService,
        VpcId = _vpcId,
        SubnetId = _subnetId,
        ImageId = _imageId,
        Platform = _platform,
        Architecture = _architecture,
        KeyName = _keyName,
        PrivateIpAddress = _privateIpAddress,
        OwnerId = ownerId,
    };

    private static bool IsTrue(string text) => text == "true";

    // A time that cannot be read is as good as none: nothing is decided on a guess.
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
