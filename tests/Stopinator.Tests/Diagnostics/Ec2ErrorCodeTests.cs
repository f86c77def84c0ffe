using System.Net;
using Stopinator.Diagnostics;

namespace Stopinator.Tests.Diagnostics;

public sealed class Ec2ErrorCodeTests
{
    /// <summary>The errors that EC2 documents, and ours, with what they mean.</summary>
    public static TheoryData<Ec2ErrorKind, string[]> Known { get; } = new()
    {
        {
            Ec2ErrorKind.Throttled,
            ["RequestLimitExceeded", "EC2ThrottledException", "Throttling", "ThrottlingException", "RequestThrottled", "RequestThrottledException", "SlowDown", "TooManyRequests"]
        },
        { Ec2ErrorKind.Server, ["InternalError", "InternalFailure", "ServerInternal", "ServiceUnavailable", "Unavailable"] },
        { Ec2ErrorKind.NotSent, ["ConnectionFailed"] },
        { Ec2ErrorKind.AnswerLost, ["ConnectionLost", "AnswerTimeout", "AnswerUnreadable", "UnexpectedFailure"] },
        {
            Ec2ErrorKind.Instance,
            [
                "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "IncorrectInstanceState", "IncorrectSpotRequestState", "UnsupportedOperation",
                "OperationNotPermitted", "UnsupportedHibernationConfiguration", "InsufficientCapacityOnHost", "IncompatibleHostRequirements",
                "InstanceLimitExceeded", "VcpuLimitExceeded", "ResourceLimitExceeded", "ResourceCountExceeded", "CustomerKeyHasBeenRevoked",
            ]
        },
        { Ec2ErrorKind.Capacity, ["InsufficientInstanceCapacity"] },
        { Ec2ErrorKind.Authorization, ["UnauthorizedOperation", "AccessDenied"] },
        {
            Ec2ErrorKind.Request,
            [
                "MissingParameter", "InvalidParameterValue", "InvalidParameterCombination", "InvalidFilter", "InvalidMaxResults", "FilterLimitExceeded",
                "InvalidPaginationToken", "InvalidNextToken", "OptInRequired", "PendingVerification", "Blocked",
            ]
        },
        {
            Ec2ErrorKind.Fatal,
            ["AuthFailure", "RequestExpired", "SignatureDoesNotMatch", "ExpiredToken", "NoCredentials", "InvalidConfiguration"]
        },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void KindOf_KnownCode_DoesNotDependOnTheStatus(Ec2ErrorKind kind, string[] codes) =>
        Assert.All(codes, code => Assert.All(
            [null, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable],
            (HttpStatusCode? status) => Assert.Equal(kind, Ec2ErrorCode.KindOf(code, status))));

    [Theory]
    [InlineData(null, Ec2ErrorKind.AnswerLost)]
    [InlineData(200, Ec2ErrorKind.AnswerLost)]
    [InlineData(301, Ec2ErrorKind.Fatal)]
    [InlineData(307, Ec2ErrorKind.Fatal)]
    [InlineData(400, Ec2ErrorKind.Instance)]
    [InlineData(401, Ec2ErrorKind.Fatal)]
    [InlineData(403, Ec2ErrorKind.Authorization)]
    [InlineData(404, Ec2ErrorKind.Instance)]
    [InlineData(407, Ec2ErrorKind.Fatal)]
    [InlineData(429, Ec2ErrorKind.Throttled)]
    [InlineData(500, Ec2ErrorKind.Server)]
    [InlineData(599, Ec2ErrorKind.Server)]
    public void KindOf_UnknownCode_IsJudgedByTheStatus(int? status, Ec2ErrorKind kind) =>
        Assert.Equal(kind, Ec2ErrorCode.KindOf("SomethingNew", (HttpStatusCode?)status));

    [Theory]
    [InlineData(204, Ec2ErrorKind.AnswerLost)]
    [InlineData(302, Ec2ErrorKind.Fatal)]
    [InlineData(400, Ec2ErrorKind.Fatal)]
    [InlineData(403, Ec2ErrorKind.Fatal)]
    [InlineData(404, Ec2ErrorKind.Fatal)]
    [InlineData(413, Ec2ErrorKind.Fatal)]
    [InlineData(429, Ec2ErrorKind.Throttled)]
    [InlineData(502, Ec2ErrorKind.Server)]
    public void KindOf_AnswerThatIsNotOneOfEc2_BelongsToNoInstance(int status, Ec2ErrorKind kind) =>
        Assert.Equal(kind, Ec2ErrorCode.KindOf($"Http{status}", (HttpStatusCode)status));

    [Theory]
    [InlineData("Client.InvalidInstanceID.NotFound", "InvalidInstanceID.NotFound")]
    [InlineData("Server.InternalError", "InternalError")]
    [InlineData("Client.", "")]
    [InlineData("client.X", "client.X")]
    [InlineData("ClientX", "ClientX")]
    [InlineData("X.Client.Y", "X.Client.Y")]
    public void Normalize_Prefix_IsTakenOff(string code, string expected) => Assert.Equal(expected, Ec2ErrorCode.Normalize(code));
}
