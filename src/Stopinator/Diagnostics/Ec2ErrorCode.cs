using System.Collections.Frozen;
using System.Net;

namespace Stopinator.Diagnostics;

/// <summary>EC2's error codes and their kinds.</summary>
/// <seealso href="https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"/>
internal static class Ec2ErrorCode
{
    public const string DryRunOperation = "DryRunOperation";
    public const string InstanceNotFound = "InvalidInstanceID.NotFound";
    public const string OperationNotPermitted = "OperationNotPermitted";
    public const string InvalidPageToken = "InvalidPaginationToken";
    public const string InvalidNextToken = "InvalidNextToken";
    public const string RequestExpired = "RequestExpired";

    // Codes of this library, for failures before or without an answer of EC2.
    public const string NotSent = "NotSent";
    public const string ClientDisposed = "ClientDisposed";
    public const string ConnectionFailed = "ConnectionFailed";
    public const string ConnectionLost = "ConnectionLost";
    public const string AnswerTimeout = "AnswerTimeout";
    public const string AnswerUnreadable = "AnswerUnreadable";
    public const string UnexpectedFailure = "UnexpectedFailure";
    public const string NoCredentials = "NoCredentials";
    public const string InvalidConfiguration = "InvalidConfiguration";
    public const string NoTimeForRateLimit = "NoTimeForRateLimit";

    /// <summary>The prefix, before the HTTP status, of the code for an answer that is not from EC2.</summary>
    public const string HttpPrefix = "Http";

    private static readonly FrozenDictionary<string, Ec2ErrorKind> Kinds = new Dictionary<Ec2ErrorKind, string[]>
    {
        [Ec2ErrorKind.Throttled] =
        [
            "RequestLimitExceeded", "EC2ThrottledException", "Throttling", "ThrottlingException", "ThrottledException",
            "RequestThrottled", "RequestThrottledException", "SlowDown", "TooManyRequests", "TooManyRequestsException",
        ],
        [Ec2ErrorKind.Server] =
            ["InternalError", "InternalFailure", "ServerInternal", "InternalServerError", "ServiceUnavailable", "Unavailable"],
        [Ec2ErrorKind.NotSent] = [ConnectionFailed, NotSent],
        [Ec2ErrorKind.AnswerLost] = [ConnectionLost, AnswerTimeout, AnswerUnreadable, UnexpectedFailure],
        [Ec2ErrorKind.Instance] =
        [
            InstanceNotFound, "InvalidInstanceID.Malformed", "InvalidInstanceID", "IncorrectInstanceState", "IncorrectState",
            "IncorrectSpotRequestState", "UnsupportedOperation", OperationNotPermitted, "UnsupportedHibernationConfiguration",
            "InsufficientCapacityOnHost", "IncompatibleHostRequirements", "InstanceLimitExceeded", "VcpuLimitExceeded",
            "ResourceLimitExceeded", "ResourceCountExceeded", "CustomerKeyHasBeenRevoked",
        ],
        [Ec2ErrorKind.Capacity] = ["InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientReservedInstanceCapacity"],
        [Ec2ErrorKind.Authorization] = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"],
        [Ec2ErrorKind.Request] =
        [
            "MissingParameter", "InvalidParameter", "InvalidParameterValue", "InvalidParameterCombination", "InvalidFilter",
            "InvalidMaxResults", "FilterLimitExceeded", "UnknownParameter", "ValidationError", "MalformedQueryString",
            "InvalidAction", "InvalidQueryParameter", "MissingAction", "NoSuchVersion", "UnsupportedProtocol",
            InvalidPageToken, InvalidNextToken, "OptInRequired", "PendingVerification", "Blocked",
        ],
        [Ec2ErrorKind.Fatal] =
        [
            "AuthFailure", RequestExpired, "ExpiredToken",
            "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
            "IncompleteSignature", "InvalidAccessKeyId", "MissingAuthenticationToken", "InvalidSecurity",
            NoCredentials, InvalidConfiguration, NoTimeForRateLimit, ClientDisposed,
        ],
    }.SelectMany(pair => pair.Value.Select(code => KeyValuePair.Create(code, pair.Key))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Removes the prefix <c>Client.</c> or <c>Server.</c> that some texts put before a code.</summary>
    public static string Normalize(string code) =>
        code.StartsWith("Client.", StringComparison.Ordinal) || code.StartsWith("Server.", StringComparison.Ordinal) ? code[7..] : code;

    /// <summary>
    /// Returns the kind of a code. An unknown code is judged by the HTTP status. A refusal of EC2 (4xx) is assumed to belong to instances,
    /// so that it is isolated and costs no other instance. A refusal that is not from EC2 belongs to a proxy or gateway in between.
    /// </summary>
    public static Ec2ErrorKind KindOf(string code, HttpStatusCode? status) =>
        Kinds.TryGetValue(code, out var kind) ? kind : (int?)status switch
        {
            null or < 300 => Ec2ErrorKind.AnswerLost,
            >= 500 => Ec2ErrorKind.Server,
            429 => Ec2ErrorKind.Throttled,
            < 400 or 401 or 407 => Ec2ErrorKind.Fatal,
            _ when code.StartsWith(HttpPrefix, StringComparison.Ordinal) => Ec2ErrorKind.Fatal,
            403 => Ec2ErrorKind.Authorization,
            _ => Ec2ErrorKind.Instance,
        };
}
