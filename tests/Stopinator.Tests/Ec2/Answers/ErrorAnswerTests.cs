using System.Net;
using System.Text;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2.Answers;

public sealed class ErrorAnswerTests
{
    [Theory]
    [InlineData("<Response><Errors><Error><Code>IncorrectInstanceState</Code><Message>The instance 'i-0a1b2c3d' is not.</Message></Error></Errors><RequestID>r-1</RequestID></Response>")]
    [InlineData("<?xml version=\"1.0\"?>\n<Response>\n  <RequestID>r-1</RequestID>\n  <Errors>\n    <Error>\n      <Message>The instance 'i-0a1b2c3d' is not.</Message>\n      <Code>IncorrectInstanceState</Code>\n    </Error>\n  </Errors>\n</Response>")]
    [InlineData("<Response><Errors><Error><Code>Client.IncorrectInstanceState</Code><Message>The instance 'i-0a1b2c3d' is not.</Message></Error><Error><Code>Other</Code><Message>x</Message></Error></Errors><RequestID>r-1</RequestID></Response>")]
    public async Task Read_ErrorOfEc2_CarriesCodeMessageIdsAndRequest(string xml)
    {
        var error = await ReadAsync(xml, HttpStatusCode.BadRequest);

        Assert.Equal(("IncorrectInstanceState", "r-1", HttpStatusCode.BadRequest), (error.Code, error.RequestId, error.Status));
        Assert.Equal("IncorrectInstanceState: The instance 'i-0a1b2c3d' is not.", error.Message);
        Assert.Equal(["i-0a1b2c3d"], error.InstanceIds);
    }

    [Fact]
    public async Task Read_ErrorWithoutMessage_StillHasItsCode()
    {
        var error = await ReadAsync("<Response><Errors><Error><Code>InternalError</Code></Error></Errors></Response>", HttpStatusCode.InternalServerError);

        Assert.Equal(("InternalError", Ec2ErrorKind.Server, null), (error.Code, error.Kind, error.RequestId));
    }

    [Theory]
    [InlineData("<html><head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>", 502, "Http502", Ec2ErrorKind.Server)]
    [InlineData("", 503, "Http503", Ec2ErrorKind.Server)]
    [InlineData("upstream timed out", 504, "Http504", Ec2ErrorKind.Server)]
    [InlineData("{\"message\":\"Too Many Requests\"}", 429, "Http429", Ec2ErrorKind.Throttled)]
    [InlineData("<html>Forbidden by the proxy: i-0a1b2c3d</html>", 403, "Http403", Ec2ErrorKind.Fatal)]
    [InlineData("", 407, "Http407", Ec2ErrorKind.Fatal)]
    [InlineData("", 301, "Http301", Ec2ErrorKind.Fatal)]
    [InlineData("<Response/>", 400, "Http400", Ec2ErrorKind.Fatal)]
    [InlineData("<Response><Errors/></Response>", 400, "Http400", Ec2ErrorKind.Fatal)]
    [InlineData("<Response><Errors><Error><Code/><Message>x</Message></Error></Errors></Response>", 500, "Http500", Ec2ErrorKind.Server)]
    [InlineData("<Response><Errors><Error><Code>Cut", 500, "Http500", Ec2ErrorKind.Server)]
    [InlineData("<ErrorResponse><Error><Code>OfAnotherService</Code></Error></ErrorResponse>", 400, "Http400", Ec2ErrorKind.Fatal)]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"IncorrectInstanceState\">]><Response><Errors><Error><Code>&e;</Code></Error></Errors></Response>", 400, "Http400", Ec2ErrorKind.Fatal)]
    [InlineData("<DescribeInstancesResponse/>", 202, "Http202", Ec2ErrorKind.AnswerLost)]
    public async Task Read_AnswerThatIsNotOneOfEc2_IsToldByItsStatus(string body, int status, string code, Ec2ErrorKind kind)
    {
        var error = await ReadAsync(body, (HttpStatusCode)status);

        Assert.Equal((code, kind, (HttpStatusCode)status), (error.Code, error.Kind, error.Status));
        Assert.Contains($"HTTP {status}", error.Message, StringComparison.Ordinal);
        Assert.Empty(error.InstanceIds);
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_EndlessErrorPage_IsReadNoFurtherThanAllowed()
    {
        using var body = new EndlessStream("<Response>", "<p>x</p>");

        Assert.Equal("Http502", (await ErrorAnswer.ReadAsync(body, HttpStatusCode.BadGateway, CancellationToken.None)).Code);
        Assert.InRange(body.Given, 0, 1_100_000);
    }

    private static async Task<Ec2Exception> ReadAsync(string xml, HttpStatusCode status)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await ErrorAnswer.ReadAsync(body, status, CancellationToken.None);
    }
}
