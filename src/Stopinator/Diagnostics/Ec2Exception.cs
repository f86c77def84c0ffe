using System.Net;
using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator;

/// <summary>The error of a failed call to EC2: EC2 refused the call, or EC2 could not be reached.</summary>
/// <remarks>
/// The inner exception is the exception of the <c>IAmazonEC2</c>. <see cref="Kind"/> follows from the code and the HTTP status.
/// </remarks>
public sealed partial class Ec2Exception : Exception
{
    // EC2's longest messages carry an encoded authorization failure and have about 3,000 characters. Its longest codes have about 60.
    private const int LongestMessage = 4_096;
    private const int LongestCode = 128;

    /// <summary>Creates the exception for an error of EC2.</summary>
    /// <param name="code">
    /// EC2's error code, e.g. <c>IncorrectInstanceState</c>; a prefix <c>Client.</c> or <c>Server.</c> is dropped.
    /// </param>
    /// <param name="message">EC2's message. A message longer than 4,096 characters is cut, and control characters are spelled out.</param>
    /// <param name="status">The HTTP status; null when no answer came.</param>
    /// <param name="requestId">EC2's request id.</param>
    /// <param name="innerException">The cause, e.g. the error of the connection.</param>
    public Ec2Exception(
        string code, string message, HttpStatusCode? status = null, string? requestId = null, Exception? innerException = null)
        : base($"{CodeOf(code)}: {ErrorText.Clean(message, LongestMessage)}", innerException)
    {
        Code = CodeOf(code);
        Status = status;
        RequestId = requestId;
        InstanceIds = [.. IdInText().Matches(message).Select(match => match.Value).Distinct(StringComparer.Ordinal)];
        Kind = Ec2ErrorCode.KindOf(Code, status);
    }

    /// <summary>EC2's error code; a code of this library when no answer came, e.g. <c>ConnectionLost</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status of the answer; null when no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>EC2's request id, for support cases.</summary>
    public string? RequestId { get; }

    /// <summary>The instances that the message names, also inside ARNs. Empty when it names none.</summary>
    public IReadOnlyList<string> InstanceIds { get; }

    /// <summary>The kind of the error, which decides what follows.</summary>
    public Ec2ErrorKind Kind { get; }

    /// <summary>True when the call may have been carried out in spite of the error.</summary>
    public bool MayHaveActed => Kind is Ec2ErrorKind.Server or Ec2ErrorKind.AnswerLost;

    // The answer may not be from EC2, and the code goes into logs and metrics.
    private static string CodeOf(string code) => ErrorText.Clean(Ec2ErrorCode.Normalize(code), LongestCode);

    [GeneratedRegex(
        @"(?<![0-9A-Za-z-])i-([0-9a-f]{17}|[0-9a-f]{8})(?![0-9A-Za-z])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex IdInText();
}
