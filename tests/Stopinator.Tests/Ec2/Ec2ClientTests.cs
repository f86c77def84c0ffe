using System.Collections.Immutable;
using System.Net;
using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

public sealed partial class Ec2ClientTests
{
    private const string Id = "i-0123456789abcdef0";
    private const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
    private const string Started = "<StartInstancesResponse><requestId>r-1</requestId><instancesSet/></StartInstancesResponse>";
    private const string Stopped = "<StopInstancesResponse><requestId>r-1</requestId><instancesSet/></StopInstancesResponse>";
    private const string Rebooted = "<RebootInstancesResponse><requestId>r-1</requestId><return>true</return></RebootInstancesResponse>";
    private const string Described = "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>";
    private const string Version = "Version=2016-11-15";

    // Milliseconds of real time after which a test that waits for something has failed.
    private const int Patience = 30_000;

    private static readonly PowerCall Call = new([Id]);

    public static TheoryData<StopMode, string> StopModes { get; } = new()
    {
        { StopMode.Normal, "" },
        { StopMode.Hibernate, "&Hibernate=true" },
        { StopMode.SkipOsShutdown, "&SkipOsShutdown=true" },
        { StopMode.Force, "&Force=true" },
    };

    public static TheoryData<InstanceQuery, string> Queries { get; } = new()
    {
        { new InstanceQuery { PageSize = 1000 }, "&MaxResults=1000" },
        { new InstanceQuery { PageSize = 1000, PageToken = "a+b/c==&d" }, "&MaxResults=1000&NextToken=a%2Bb%2Fc%3D%3D%26d" },
        { new InstanceQuery { InstanceIds = [Id, "i-0a1b2c3d"] }, $"&InstanceId.1={Id}&InstanceId.2=i-0a1b2c3d" },
        {
            new InstanceQuery { Filters = [new("tag:Näme", ["a b", "*"]), new("vpc-id", [""])], PageSize = 5 },
            "&Filter.1.Name=tag%3AN%C3%A4me&Filter.1.Value.1=a+b&Filter.1.Value.2=%2A&Filter.2.Name=vpc-id&Filter.2.Value.1=&MaxResults=5"
        },
    };

    [Fact]
    public async Task Start_Instances_AreNumberedFromOne()
    {
        var handler = new StubHandler(Started);

        var answer = await Client(handler).StartAsync(new PowerCall([Id, "i-0a1b2c3d"]));

        Assert.Equal($"Action=StartInstances&{Version}&InstanceId.1={Id}&InstanceId.2=i-0a1b2c3d", Assert.Single(handler.Requests).Form);
        Assert.Equal("r-1", answer.RequestId);
    }

    [Fact]
    public async Task Reboot_Instances_AnswersWithoutStates()
    {
        var handler = new StubHandler(Rebooted);

        var answer = await Client(handler).RebootAsync(Call);

        Assert.Equal($"Action=RebootInstances&{Version}&InstanceId.1={Id}", Assert.Single(handler.Requests).Form);
        Assert.Empty(answer.Changes);
        Assert.Equal("r-1", answer.RequestId);
    }

    [Theory]
    [MemberData(nameof(StopModes))]
    public async Task Stop_Mode_IsTheOneParameterOfIt(StopMode mode, string parameter)
    {
        var handler = new StubHandler(Stopped);

        await Client(handler).StopAsync(Call with { StopMode = mode });

        Assert.Equal($"Action=StopInstances&{Version}&InstanceId.1={Id}{parameter}", Assert.Single(handler.Requests).Form);
    }

    [Theory]
    [MemberData(nameof(Queries), DisableDiscoveryEnumeration = true)]
    public async Task Describe_Query_IsTheFormOfIt(InstanceQuery query, string parameters)
    {
        var handler = new StubHandler(Described);

        await Client(handler).DescribeAsync(query);

        Assert.Equal($"Action=DescribeInstances&{Version}{parameters}", Assert.Single(handler.Requests).Form);
    }

    [Fact]
    public async Task Describe_LargestQuery_IsSentWhole()
    {
        var handler = new StubHandler(Described);
        var filters = Enumerable.Range(0, 50).Select(i => new InstanceFilter($"tag:{i}", [.. Enumerable.Range(0, 200).Select(j => new string('x', 250) + j)]));

        await Client(handler).DescribeAsync(new InstanceQuery { InstanceIds = [.. Enumerable.Range(0, 1000).Select(i => $"i-{i:x17}")], Filters = [.. filters] });

        Assert.EndsWith("&Filter.50.Value.200=" + new string('x', 250) + "199", Assert.Single(handler.Requests).Form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_PermissionThere_IsAnAnswer()
    {
        var handler = new StubHandler(Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set."), HttpStatusCode.PreconditionFailed);
        var client = Client(handler);
        var call = Call with { DryRun = true, StopMode = StopMode.Force };

        Assert.All([await client.StartAsync(call), await client.StopAsync(call), await client.RebootAsync(call)], answer => Assert.Equal("r-2", answer.RequestId));
        Assert.All(handler.Requests, request => Assert.Contains($"InstanceId.1={Id}&DryRun=true", request.Form, StringComparison.Ordinal));
        Assert.EndsWith("&Force=true", handler.Requests[1].Form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_PermissionMissing_Throws()
    {
        var client = Client(new StubHandler(Error("UnauthorizedOperation", "You are not authorized."), HttpStatusCode.Forbidden));

        Assert.Equal("UnauthorizedOperation", (await Assert.ThrowsAsync<Ec2Exception>(() => client.StopAsync(Call with { DryRun = true }))).Code);
    }

    [Fact]
    public async Task Call_NoDryRunButAnsweredAsOne_Throws()
    {
        var client = Client(new StubHandler(Error("DryRunOperation", "x"), HttpStatusCode.PreconditionFailed));

        await Assert.ThrowsAsync<Ec2Exception>(() => client.StopAsync(Call));
    }

    [Fact]
    public async Task Call_WithoutInstances_IsRefusedHere()
    {
        var handler = new StubHandler(Stopped);
        var client = Client(handler);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.StopAsync(new PowerCall(ImmutableArray<string>.Empty)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.StartAsync(new PowerCall([])));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.RebootAsync(new PowerCall([])));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Call_Request_IsASignedPostThatNamesTheLibrary()
    {
        var handler = new StubHandler(Stopped);

        await Client(handler, new SessionAWSCredentials("AKIDEXAMPLE", Secret, "the-token")).StopAsync(Call);

        var request = Assert.Single(handler.Requests).Message;
        Assert.Equal((HttpMethod.Post, "https://ec2.eu-west-1.amazonaws.com/"), (request.Method, request.RequestUri?.AbsoluteUri));
        Assert.Equal("application/x-www-form-urlencoded", request.Content?.Headers.ContentType?.MediaType);
        var authorization = Assert.Single(request.Headers.NonValidated["Authorization"]);
        Assert.Matches(@"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/eu-west-1/ec2/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}$", authorization);
        Assert.Equal("the-token", Assert.Single(request.Headers.NonValidated["X-Amz-Security-Token"]));
        Assert.Matches(@"^stopinator/\d+\.\d+\.\d+ dotnet/\S+ \(\S+\)$", request.Headers.NonValidated["User-Agent"].ToString());
        Assert.DoesNotContain(Secret, request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RegionBesideAnEndpoint_IsTheOneSignedFor()
    {
        var handler = new StubHandler(Stopped);
        var options = new Ec2Options { Region = "us-gov-west-1", EndpointUrl = new Uri("http://127.0.0.1:5577/ec2") };

        await Client(handler, options: options).StopAsync(Call);

        var request = Assert.Single(handler.Requests).Message;
        Assert.Equal("http://127.0.0.1:5577/ec2", request.RequestUri?.AbsoluteUri);
        Assert.Contains("/us-gov-west-1/ec2/aws4_request", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ErrorOfEc2_Throws()
    {
        var client = Client(new StubHandler(Error("IncorrectInstanceState", $"The instance '{Id}' is not."), HttpStatusCode.BadRequest));

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => client.StartAsync(Call));

        Assert.Equal(("IncorrectInstanceState", "r-2", HttpStatusCode.BadRequest), (exception.Code, exception.RequestId, exception.Status));
        Assert.Equal([Id], exception.InstanceIds);
    }

    [Theory]
    [InlineData(301, "Http301", Ec2ErrorKind.Fatal)]
    [InlineData(307, "Http307", Ec2ErrorKind.Fatal)]
    [InlineData(407, "Http407", Ec2ErrorKind.Fatal)]
    [InlineData(502, "Http502", Ec2ErrorKind.Server)]
    [InlineData(503, "Http503", Ec2ErrorKind.Server)]
    public async Task Call_AnswerOfSomethingInBetween_ThrowsByItsStatus(int status, string code, Ec2ErrorKind kind)
    {
        var handler = new StubHandler((_, _) =>
        {
            var response = StubHandler.Response("<html><body>no answer of EC2</body></html>", (HttpStatusCode)status);
            response.Headers.Location = new Uri("http://elsewhere.invalid/");
            return Task.FromResult(response);
        });

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => Client(handler).StopAsync(Call));

        Assert.Equal((code, kind), (exception.Code, exception.Kind));
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("<html><body>Welcome to the hotel's network</body></html>")]
    [InlineData("<StartInstancesResponse/>")]
    [InlineData("<StopInstancesResponse><instancesSet><item><instanceId>i-1")]
    [InlineData("")]
    public async Task Call_SuccessThatIsNoAnswer_IsALostOne(string body)
    {
        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => Client(new StubHandler(body)).StopAsync(Call));

        Assert.Equal(("AnswerUnreadable", Ec2ErrorKind.AnswerLost, true), (exception.Code, exception.Kind, exception.MayHaveActed));
        Assert.Contains("https://ec2.eu-west-1.amazonaws.com/", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "ConnectionFailed")]
    [InlineData(HttpRequestError.ResponseEnded, "ConnectionLost")]
    public async Task Call_ConnectionFails_TellsWhetherItWasSent(HttpRequestError error, string code)
    {
        var client = Client(new StubHandler((_, _) => throw new HttpRequestException(error, "the cause")));

        Assert.Equal(code, (await Assert.ThrowsAsync<Ec2Exception>(() => client.StopAsync(Call))).Code);
    }

    [Fact]
    public async Task Call_BodyBreaksOff_IsALostAnswer()
    {
        using var body = new EndlessStream("<StopInstancesResponse><requestId>r", endless: null) { Stalling = () => throw new IOException("connection reset") };
        var client = Client(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })));

        Assert.Equal("ConnectionLost", (await Assert.ThrowsAsync<Ec2Exception>(() => client.StopAsync(Call))).Code);
    }

    [Theory(Timeout = Patience)]
    [InlineData(HttpStatusCode.OK, "<StopInstancesResponse><requestId>r-1</requestId>")]
    [InlineData(HttpStatusCode.BadRequest, "<Response><Errors>")]
    public async Task Call_BodyStalls_EndsWhenCancelled(HttpStatusCode status, string beginning)
    {
        using var cancellation = new CancellationTokenSource();
        using var body = new EndlessStream(beginning, endless: null) { Stalling = cancellation.Cancel };
        var client = Client(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StreamContent(body) })));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.StopAsync(Call, cancellation.Token));
    }

    [Fact]
    public async Task Call_HandlerTimesOut_IsNotTakenForAConnectionThatWasNotMade()
    {
        // From a handler of the user nobody knows which timeout it was.
        var client = Client(new StubHandler((_, _) => throw new TaskCanceledException("timeout", new TimeoutException())));

        await Assert.ThrowsAsync<TaskCanceledException>(() => client.StopAsync(Call));
    }

    private static Ec2Client Client(StubHandler handler, AWSCredentials? credentials = null, Ec2Options? options = null, Func<string, string?>? variable = null) => new(
        options ?? new Ec2Options { Region = "eu-west-1" },
        credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", Secret),
        handler,
        new Ec2LocationResolver(new AwsConfiguration(variable ?? (_ => null), _ => null), () => null));

    private static string Error(string code, string message) =>
        $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-2</RequestID></Response>";
}
