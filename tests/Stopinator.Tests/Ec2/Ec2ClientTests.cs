using System.Net;
using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Selection;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

/// <summary>The adapter over a client of our own, down to the HTTP requests it makes and the answers it takes.</summary>
public sealed partial class Ec2ClientTests
{
    private const string Id = "i-0123456789abcdef0";
    private const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
    private const string Stopped = "<StopInstancesResponse><requestId>r-1</requestId><instancesSet/></StopInstancesResponse>";
    private const string Described = "<DescribeInstancesResponse><requestId>r-1</requestId><reservationSet/></DescribeInstancesResponse>";

    // Milliseconds of real time after which a test that waits for something has failed.
    private const int Patience = 30_000;

    private static readonly PowerCall Call = new([Id]);

    public static TheoryData<StopMode, string?> StopModes { get; } = new()
    {
        { StopMode.Normal, null },
        { StopMode.Hibernate, "Hibernate=true" },
        { StopMode.SkipOsShutdown, "SkipOsShutdown=true" },
        { StopMode.Force, "Force=true" },
    };

    [Theory]
    [MemberData(nameof(StopModes))]
    public async Task Stop_Mode_IsTheOneParameterOfIt(StopMode mode, string? parameter)
    {
        var handler = new StubHandler(Stopped);

        await StopAsync(Client(handler), Call with { StopMode = mode });

        string[] expected =
            ["Action=StopInstances", $"InstanceId.1={Id}", "Version=2016-11-15", .. parameter is null ? (string[])[] : [parameter]];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Parameters(Assert.Single(handler.Requests)));
    }

    [Fact]
    public async Task Describe_Query_IsSentWholeWithHiddenInstances()
    {
        var handler = new StubHandler(Described);
        var query =
            new InstanceQuery { Filters = [new("tag:Näme", ["a b", "*"]), new("vpc-id", [""])], PageSize = 5, PageToken = "a+b/c==&d" };

        await Client(handler).DescribeAsync(query, new Transmission(), CancellationToken.None);

        Assert.Equal(
            [
                "Action=DescribeInstances", "Filter.1.Name=tag:Näme", "Filter.1.Value.1=a b", "Filter.1.Value.2=*", "Filter.2.Name=vpc-id", "Filter.2.Value.1=",
                "IncludeManagedResources=true", "MaxResults=5", "NextToken=a+b/c==&d", "Version=2016-11-15",
            ],
            Parameters(Assert.Single(handler.Requests)));
    }

    [Fact]
    public async Task DryRun_PermissionThere_IsAnAnswer()
    {
        var handler = new StubHandler(
            Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set."), HttpStatusCode.PreconditionFailed);
        var client = Client(handler);

        foreach (var action in new[] { PowerAction.Start, PowerAction.Stop, PowerAction.Reboot })
        {
            var answer = await client.ChangeAsync(action, Call with { DryRun = true }, new Transmission(), CancellationToken.None);
            Assert.Equal("r-2", answer.RequestId);
        }

        Assert.All(handler.Requests, request => Assert.Contains("DryRun=true", Parameters(request)));
    }

    [Fact]
    public async Task DryRun_PermissionMissing_Throws()
    {
        var client = Client(new StubHandler(Error("UnauthorizedOperation", "You are not authorized."), HttpStatusCode.Forbidden));

        Assert.Equal("UnauthorizedOperation", (await RefusedAsync(client, Call with { DryRun = true })).Code);
    }

    [Fact]
    public async Task Call_NoDryRunButAnsweredAsOne_Throws() =>
        Assert.Equal(
            "DryRunOperation",
            (await RefusedAsync(Client(new StubHandler(Error("DryRunOperation", "x"), HttpStatusCode.PreconditionFailed)))).Code);

    [Fact]
    public async Task Call_WithoutInstances_IsRefusedHere()
    {
        var handler = new StubHandler(Stopped);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => StopAsync(Client(handler), new PowerCall([])));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Call_Request_IsASignedPostThatNamesTheLibrary()
    {
        var handler = new StubHandler(Stopped);

        await StopAsync(Client(handler, new SessionAWSCredentials("AKIDEXAMPLE", Secret, "the-token")));

        var request = Assert.Single(handler.Requests).Message;
        Assert.Equal((HttpMethod.Post, "https://ec2.eu-west-1.amazonaws.com/"), (request.Method, request.RequestUri?.AbsoluteUri));
        Assert.Matches(
            @"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/eu-west-1/ec2/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}$",
            Assert.Single(request.Headers.NonValidated["Authorization"]));
        Assert.Equal("the-token", Assert.Single(request.Headers.NonValidated["X-Amz-Security-Token"]));
        Assert.Contains("app/stopinator", request.Headers.NonValidated["User-Agent"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RegionBesideAnEndpoint_IsTheOneSignedFor()
    {
        var handler = new StubHandler(Stopped);
        var options = new Ec2Options { Region = "us-gov-west-1", EndpointUrl = new Uri("http://127.0.0.1:5577/ec2") };

        await StopAsync(Client(handler, options: options));

        var request = Assert.Single(handler.Requests).Message;
        Assert.StartsWith("http://127.0.0.1:5577/ec2", request.RequestUri?.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains(
            "/us-gov-west-1/ec2/aws4_request", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ErrorOfEc2_Throws()
    {
        var client = Client(new StubHandler(Error("IncorrectInstanceState", $"The instance '{Id}' is not."), HttpStatusCode.BadRequest));

        var exception = await RefusedAsync(client);

        Assert.Equal(("IncorrectInstanceState", "r-2", HttpStatusCode.BadRequest), (exception.Code, exception.RequestId, exception.Status));
        Assert.Equal([Id], exception.InstanceIds);
        Assert.IsType<Amazon.EC2.AmazonEC2Exception>(exception.InnerException);
    }

    [Theory]
    [InlineData(301, "Http301", Ec2ErrorKind.Fatal)]
    [InlineData(307, "Http307", Ec2ErrorKind.Fatal)]
    [InlineData(308, "Http308", Ec2ErrorKind.Fatal)]
    [InlineData(407, "Http407", Ec2ErrorKind.Fatal)]
    [InlineData(502, "Http502", Ec2ErrorKind.Server)]
    [InlineData(503, "Http503", Ec2ErrorKind.Server)]
    public async Task Call_AnswerOfSomethingInBetween_ThrowsByItsStatusAndIsNotSentAgain(int status, string code, Ec2ErrorKind kind)
    {
        var handler = new StubHandler((_, _) =>
        {
            var response = StubHandler.Response("<html><body>no answer of EC2</body></html>", (HttpStatusCode)status);
            response.Headers.Location = new Uri("http://elsewhere.invalid/");
            return Task.FromResult(response);
        });

        var exception = await RefusedAsync(Client(handler));

        Assert.Equal((code, kind), (exception.Code, exception.Kind));
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("<html><body>Welcome to the hotel's network</body></html>")]
    [InlineData("<html><p>one<br>two</html>")]
    [InlineData("<StopInstancesResponse/>")]
    [InlineData("<StopInstancesResponse><instancesSet><item><instanceId>i-1")]
    [InlineData("no xml at all")]
    [InlineData("")]
    public async Task Call_SuccessThatIsNoAnswer_IsALostOne(string body)
    {
        foreach (var exception in new[]
        {
            await RefusedAsync(Client(new StubHandler(body))),
            await Assert.ThrowsAsync<Ec2Exception>(
                () => Client(new StubHandler(body)).DescribeAsync(new InstanceQuery(), new Transmission(), CancellationToken.None)),
        })
        {
            Assert.Equal(("AnswerUnreadable", Ec2ErrorKind.AnswerLost, true), (exception.Code, exception.Kind, exception.MayHaveActed));
        }
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.SecureConnectionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.ResponseEnded, "ConnectionLost")]
    [InlineData(HttpRequestError.Unknown, "ConnectionLost")]
    public async Task Call_ConnectionFails_TellsWhetherItWasSentAndIsNotSentAgain(HttpRequestError error, string code)
    {
        // The SDK throws the inner exception instead, which tells nothing.
        var handler = new StubHandler((_, _) => throw new HttpRequestException(error, "the cause", new IOException("inner")));

        Assert.Equal(code, (await RefusedAsync(Client(handler))).Code);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Call_ConnectionTimesOut_WasNotSent()
    {
        var handler = new StubHandler(
            (_, _) => throw new TaskCanceledException("A connection could not be established.", new TimeoutException("ConnectTimeout")));

        Assert.Equal(
            ("ConnectionFailed", false), ((await RefusedAsync(Client(handler))).Code, (await RefusedAsync(Client(handler))).MayHaveActed));
    }

    [Theory]
    [Trait("Finding", "17")]
    [InlineData("connection reset")]
    public async Task Call_BodyBreaksOff_IsALostAnswer(string cause)
    {
        using var body = new StallingStream("<StopInstancesResponse><requestId>r", () => throw new IOException(cause));
        var client = Client(
            new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })));

        Assert.Equal("ConnectionLost", (await RefusedAsync(client)).Code);
    }

    [Theory(Timeout = Patience)]
    [InlineData(HttpStatusCode.OK, "<StopInstancesResponse><requestId>r-1</requestId>")]
    [InlineData(HttpStatusCode.BadRequest, "<Response><Errors>")]
    public async Task Call_BodyStalls_EndsWithTheTokenAndMayHaveActed(HttpStatusCode status, string beginning)
    {
        using var cancellation = new CancellationTokenSource();
        using var body = new StallingStream(beginning, cancellation.Cancel);
        var client = Client(
            new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StreamContent(body) })));
        var transmission = new Transmission();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.ChangeAsync(PowerAction.Stop, Call, transmission, cancellation.Token));
        Assert.False(transmission.TryGiveUp());
    }

    [Fact(Timeout = Patience)]
    public async Task Call_ElementsWithoutEnd_AreRefusedBeforeTheyAreParsed()
    {
        var bomb = "<StopInstancesResponse>" + string.Concat(Enumerable.Repeat("<a>", 3_000_000));
        var exception = await RefusedAsync(Client(new StubHandler(bomb)));

        Assert.Equal("AnswerUnreadable", exception.Code);
        Assert.True(exception.Message.Length < 1_000);
        Assert.Equal("Http500", (await RefusedAsync(Client(new StubHandler(bomb, HttpStatusCode.InternalServerError)))).Code);
    }

    private static Ec2Client Client(HttpMessageHandler handler, AWSCredentials? credentials = null, Ec2Options? options = null, Func<string, string?>? variable = null) =>
        Ec2Client.Own(new Ec2ClientFactory(options ?? new Ec2Options { Region = "eu-west-1" }, credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", Secret))
        {
            Handler = handler,
            Aws = new AwsConfiguration(variable ?? (_ => null), _ => null, _ => null),
            RegionOfMachine = () => null,
        });

    private static Task<PowerCallAnswer> StopAsync(Ec2Client client, PowerCall? call = null, CancellationToken cancellationToken = default) =>
        client.ChangeAsync(PowerAction.Stop, call ?? Call, new Transmission(), cancellationToken);

    private static Task<Ec2Exception> RefusedAsync(Ec2Client client, PowerCall? call = null) =>
        Assert.ThrowsAsync<Ec2Exception>(() => StopAsync(client, call));

    private static IEnumerable<string> Parameters((HttpRequestMessage Message, string Form) request) =>
        request.Form.Split('&').Select(parameter => Uri.UnescapeDataString(parameter.Replace('+', ' '))).Order(StringComparer.Ordinal);

    private static string Error(string code, string message) =>
        $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-2</RequestID></Response>";
}
