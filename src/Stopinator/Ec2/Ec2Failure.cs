using System.Globalization;
using System.Net;
using System.Xml;
using Amazon.Runtime;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>
/// Translates an exception of a client into an <see cref="Ec2Exception"/>. What may have happened depends on whether the request was sent.
/// </summary>
internal static class Ec2Failure
{
    /// <summary>Creates the error of a failed call.</summary>
    /// <param name="exception">The exception that the client threw.</param>
    /// <param name="mayHaveArrived">True when EC2 may have received the request.</param>
    /// <param name="endpoint">The endpoint of the request, for the message.</param>
    public static Ec2Exception Of(Exception exception, bool mayHaveArrived, string endpoint) =>
        exception switch
        {
            _ when Inside<Ec2Exception>(exception) is { } ours => ours,
            _ when Inside<XmlException>(exception) is { } xml => Unreadable(xml.Message, exception, endpoint),
            AmazonUnmarshallingException { StatusCode: >= HttpStatusCode.BadRequest and var status } => NotOfEc2(status, exception),
            AmazonUnmarshallingException => Unreadable(exception.Message, exception, endpoint),
            AmazonServiceException { ErrorCode.Length: > 0 } error => new Ec2Exception(
                error.ErrorCode, error.Message, error.StatusCode, error.RequestId, error),
            AmazonServiceException error => NotOfEc2(error.StatusCode, error),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                Unreadable("It is longer than any answer of EC2.", exception, endpoint),
            HttpRequestException { HttpRequestError: var error } when WholeAnswerHandler.IsBeforeSending(error) =>
                NotReached(exception, endpoint),
            ObjectDisposedException when !mayHaveArrived => new Ec2Exception(
                Ec2ErrorCode.ClientDisposed, "The service or its client was disposed of. Nothing was sent.", innerException: exception),
            HttpRequestException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException =>
                mayHaveArrived ? Lost(exception, endpoint) : NotReached(exception, endpoint),

            // The SDK throws this type, and none of the more exact types above, before it sends anything.
            AmazonClientException => AwsCredentialsResolver.Unavailable(exception, credentials: null, profile: null),
            _ when mayHaveArrived => new Ec2Exception(
                Ec2ErrorCode.UnexpectedFailure, $"The client failed: {exception.Message}", innerException: exception),
            _ => new Ec2Exception(Ec2ErrorCode.NotSent, $"The request could not be sent: {exception.Message}", innerException: exception),
        };

    /// <summary>Checks an answer that came without an exception.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isEmpty">True when the answer has no content.</param>
    /// <exception cref="Ec2Exception">The answer is not from EC2: a proxy's page must not read as an empty fleet.</exception>
    public static void ThrowIfNotOfEc2(AmazonWebServiceResponse? answer, bool isEmpty)
    {
        switch (answer)
        {
            case null:
                throw new Ec2Exception(
                    Ec2ErrorCode.AnswerUnreadable, "The client returned nothing. A substitute has to be set up for the call.");
            case { HttpStatusCode: not (default(HttpStatusCode) or HttpStatusCode.OK) and var status }:
                throw NotOfEc2(status);
            case { HttpStatusCode: HttpStatusCode.OK } when isEmpty && string.IsNullOrEmpty(answer.ResponseMetadata?.RequestId):
                throw new Ec2Exception(
                    Ec2ErrorCode.AnswerUnreadable,
                    "The answer is HTTP 200 without a request id; a proxy or gateway in between may have answered.");
        }
    }

    /// <summary>Creates the error of a call that something other than EC2 answered, e.g. a proxy.</summary>
    public static Ec2Exception NotOfEc2(HttpStatusCode status, Exception? exception = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Ec2ErrorCode.HttpPrefix}{(int)status}"),
        $"The endpoint answered HTTP {(int)status} ({status}) without an error of EC2; a proxy or gateway in between may have answered.",
        status,
        innerException: exception);

    private static Ec2Exception Unreadable(string problem, Exception exception, string endpoint) => new(
        Ec2ErrorCode.AnswerUnreadable, $"{endpoint} answered with something that is not an answer of EC2: {problem}",
        innerException: exception);

    private static Ec2Exception NotReached(Exception exception, string endpoint) => new(
        Ec2ErrorCode.ConnectionFailed,
        $"{endpoint} could not be reached: {exception.Message} Check network, proxy and endpoint settings.",
        innerException: exception);

    private static Ec2Exception Lost(Exception exception, string endpoint) => new(
        Ec2ErrorCode.ConnectionLost, $"The connection to {endpoint} was lost after the request was sent: {exception.Message}",
        innerException: exception);

    private static TException? Inside<TException>(Exception exception)
        where TException : Exception
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is TException found)
            {
                return found;
            }
        }

        return null;
    }
}
