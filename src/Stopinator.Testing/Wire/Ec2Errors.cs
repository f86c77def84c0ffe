using System.Globalization;

namespace Stopinator.Testing.Wire;

/// <summary>
/// The errors of EC2, in EC2's own words where public logs show them. The codes come from "Error codes for the Amazon EC2 API" in the EC2
/// developer guide.
/// </summary>
internal static class Ec2Errors
{
    public const string RequestLimitCode = "RequestLimitExceeded";
    public const string RequestLimitMessage = "Request limit exceeded.";

    public static SimulatedError RequestLimitExceeded() => new(RequestLimitCode, RequestLimitMessage, 503);

    public static SimulatedError InvalidAction(string action) =>
        new("InvalidAction", $"The action {action} is not valid for this web service.", 400);

    public static SimulatedError MissingAction() => new("MissingAction", "The request must contain the parameter Action", 400);

    public static SimulatedError UnsupportedVersion(string version) =>
        new("NoSuchVersion", $"The requested version ({version}) of service AmazonEC2 does not exist", 400);

    public static SimulatedError MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {name}", 400);

    public static SimulatedError UnknownParameter(string name) => new("UnknownParameter", $"The parameter {name} is not recognized", 400);

    public static SimulatedError InvalidValue(string name, string value, string expected) =>
        new("InvalidParameterValue", $"Value ( {value} ) for parameter {name} is invalid. {expected}", 400);

    public static SimulatedError InvalidValue(string message) => new("InvalidParameterValue", message, 400);

    public static SimulatedError InvalidCombination(string name, string other) =>
        new("InvalidParameterCombination", $"The parameter {name} cannot be used with the parameter {other}", 400);

    public static SimulatedError InvalidPageToken(string why) => new("InvalidPaginationToken", $"The provided pagination token {why}", 400);

    public static SimulatedError InvalidFilter(string name) => new("InvalidParameterValue", $"The filter '{name}' is invalid", 400);

    public static SimulatedError FilterLimit(string message) => new("FilterLimitExceeded", message, 400);

    public static SimulatedError TooManyIds(int count, int limit) => new(
        "InvalidRequest",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count} exceeds the maximum number of instance IDs that can be specified ({limit}). ")
        + string.Create(CultureInfo.InvariantCulture, $"Please specify fewer than {limit} instance IDs."),
        400);

    public static SimulatedError TooManyTags(int limit) =>
        new("TagLimitExceeded", string.Create(CultureInfo.InvariantCulture, $"More than {limit} tags specified"), 400);

    public static SimulatedError MalformedId(string id) => new("InvalidInstanceID.Malformed", $"Invalid id: \"{id}\"", 400);

    /// <summary>Returns the error for unknown ids. EC2 names all unknown ids at once.</summary>
    public static SimulatedError NotFound(IReadOnlyList<string> ids) => new(
        "InvalidInstanceID.NotFound",
        ids.Count == 1 ? $"The instance ID '{ids[0]}' does not exist" : $"The instance IDs '{string.Join(", ", ids)}' do not exist",
        400);

    public static SimulatedError MalformedVolumeId(string id) => new("InvalidVolumeID.Malformed", $"Invalid id: \"{id}\"", 400);

    public static SimulatedError VolumeNotFound(IReadOnlyList<string> ids) => new(
        "InvalidVolume.NotFound",
        ids.Count == 1 ? $"The volume '{ids[0]}' does not exist." : $"The volumes '{string.Join(", ", ids)}' do not exist.",
        400);

    public static SimulatedError MalformedImageId(string id) =>
        new("InvalidAMIID.Malformed", $"Invalid id: \"{id}\" (expecting \"ami-...\")", 400);

    /// <summary>Returns the error for unknown instance types. EC2 names all unknown types at once.</summary>
    public static SimulatedError UnknownInstanceTypes(IEnumerable<string> types) => new(
        "InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", types)}]", 400);

    public static SimulatedError IdempotentParameterMismatch() => new(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        400);

    public static SimulatedError InstanceLimitExceeded(int count, int limit) => new(
        "InstanceLimitExceeded",
        "You have requested more instances " + string.Create(
            CultureInfo.InvariantCulture,
            $"({count}) than your current instance limit of {limit} allows for the specified instance type."),
        400);

    public static SimulatedError AttributeCount(IReadOnlyCollection<string> attributes) => new(
        "InvalidParameterCombination",
        attributes.Count == 0
            ? "No attributes specified."
            : $"Fields for multiple attribute types specified: {string.Join(", ", attributes)}",
        400);

    public static SimulatedError NotStopped(string id) =>
        new("IncorrectInstanceState", $"The instance '{id}' is not in the 'stopped' state.", 400);

    public static SimulatedError TerminationProtected(string id, string attribute) => new(
        "OperationNotPermitted",
        $"The instance '{id}' may not be terminated. Modify its '{attribute}' instance attribute and try again.",
        400);

    public static SimulatedError NotModifiable(string id, string attribute, string kind) =>
        new("UnsupportedOperation", $"The attribute '{attribute}' of the instance '{id}' cannot be modified, because it is {kind}.", 400);

    public static SimulatedError IncorrectState(string id, string done) =>
        new("IncorrectInstanceState", $"The instance '{id}' is not in a state from which it can be {done}.", 400);

    public static SimulatedError NeverRan(string id) =>
        new("IncorrectInstanceState", $"Instance '{id}' cannot be stopped as it has never reached the 'running' state.", 400);

    public static SimulatedError StopProtected(string id) => new(
        "OperationNotPermitted",
        $"The instance '{id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.",
        400);

    public static SimulatedError InstanceStore(string id, string done) =>
        new("UnsupportedOperation", $"The instance '{id}' does not have an 'ebs' root device type and cannot be {done}.", 400);

    public static SimulatedError OneTimeSpot(string id) => new(
        "UnsupportedOperation",
        $"You can't stop the Spot Instance '{id}' because it is associated with a one-time Spot Instance request. "
        + "You can only stop Spot Instances associated with persistent Spot Instance requests.",
        400);

    public static SimulatedError InterruptedSpot(string id) => new(
        "IncorrectSpotRequestState",
        $"You can't start the Spot Instance '{id}' because the associated Spot Instance request "
        + "is not in an appropriate state to support start.",
        400);

    public static SimulatedError NotHibernatable(string id) => new(
        "UnsupportedHibernationConfiguration",
        $"The instance can't be hibernated because it was not configured at launch for hibernation: {id}",
        400);

    /// <summary>Returns the error for missing capacity. The error names no instance, and counts as a server error.</summary>
    public static SimulatedError InsufficientCapacity(string instanceType, string zone) => new(
        "InsufficientInstanceCapacity",
        $"We currently do not have sufficient {instanceType} capacity in the Availability Zone you requested ({zone}). "
        + "Our system will be working on provisioning additional capacity.",
        500);

    public static SimulatedError DryRun() => new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);

    public static SimulatedError Unauthorized(string message) => new("UnauthorizedOperation", message, 403);

    public static SimulatedError NoCredentials() => new("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    public static SimulatedError IncompleteSignature(string missing) =>
        new("IncompleteSignature", $"Authorization header requires '{missing}' parameter.", 400);

    public static SimulatedError WrongScope(string message) => new("SignatureDoesNotMatch", message, 403);
}
