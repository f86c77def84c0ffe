using System.Xml;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>Tells what a failure of the connection means: whether anything was sent decides what may have happened.</summary>
internal static class ConnectionError
{
    public static Ec2Exception Explain(Exception exception, Uri endpoint) =>
        exception switch
        {
            XmlException => new Ec2Exception(
                Ec2ErrorCode.AnswerUnreadable,
                $"{endpoint} answered with something that is not an answer of EC2: {exception.Message}",
                innerException: exception),
            HttpRequestException { HttpRequestError: var error } when IsBeforeSending(error) => NotReached(exception.Message, exception, endpoint),
            OperationCanceledException { InnerException: TimeoutException timeout } => NotReached(timeout.Message, exception, endpoint),
            _ => new Ec2Exception(
                Ec2ErrorCode.ConnectionLost,
                $"The connection to {endpoint} was lost after the request was sent: {exception.Message}",
                innerException: exception),
        };

    private static Ec2Exception NotReached(string cause, Exception exception, Uri endpoint) => new(
        Ec2ErrorCode.ConnectionFailed,
        $"{endpoint} could not be reached: {cause} Check network, proxy and endpoint settings.",
        innerException: exception);

    private static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
