using System.Xml;

namespace Stopinator.Tests.Ec2;

public sealed class ConnectionErrorTests
{
    private static readonly Uri Endpoint = new("https://ec2.eu-west-1.amazonaws.com");

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.ConnectionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.SecureConnectionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.ProxyTunnelError, "ConnectionFailed")]
    [InlineData(HttpRequestError.ResponseEnded, "ConnectionLost")]
    [InlineData(HttpRequestError.InvalidResponse, "ConnectionLost")]
    [InlineData(HttpRequestError.Unknown, "ConnectionLost")]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, "ConnectionLost")]
    public void Explain_HttpFailure_TellsWhetherAnythingWasSent(HttpRequestError error, string code)
    {
        var cause = new HttpRequestException(error, "the cause");

        var exception = ConnectionError.Explain(cause, Endpoint);

        Assert.Equal(code, exception.Code);
        Assert.Equal(code == "ConnectionFailed" ? Ec2ErrorKind.NotSent : Ec2ErrorKind.AnswerLost, exception.Kind);
        Assert.Contains("https://ec2.eu-west-1.amazonaws.com/", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", exception.Message, StringComparison.Ordinal);
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void Explain_ReadFailures_AreLostAnswers()
    {
        Assert.Equal("ConnectionLost", ConnectionError.Explain(new IOException("cut"), Endpoint).Code);
        Assert.Equal("ConnectionLost", ConnectionError.Explain(new HttpIOException(HttpRequestError.ResponseEnded), Endpoint).Code);
        Assert.Equal("AnswerUnreadable", ConnectionError.Explain(new XmlException("no xml"), Endpoint).Code);
    }

    [Fact]
    public async Task Explain_ConnectionThatTimedOut_WasNeverMade()
    {
        // What the sockets throw is a cancellation; only its inner exception tells.
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return Stream.Null;
            },
        };
        using var client = new HttpClient(handler);
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri("http://127.0.0.1:1/")));

        var exception = ConnectionError.Explain(thrown, Endpoint);

        Assert.Equal(("ConnectionFailed", Ec2ErrorKind.NotSent), (exception.Code, exception.Kind));
        Assert.Contains("ConnectTimeout", exception.Message, StringComparison.Ordinal);
    }
}
