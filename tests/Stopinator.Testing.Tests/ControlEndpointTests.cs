using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class ControlEndpointTests : IAsyncLifetime
{
    private const string Id = "i-00000000000000001";

    private readonly FakeTimeProvider _machine = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private SimulatedEc2 _ec2 = null!;
    private Ec2QueryClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(),
            new() { ControlEndpoint = true, TimeProvider = _machine, StopDuration = TimeSpan.FromMinutes(1) });
        _client = Ec2QueryClient.OverLoopback(_ec2);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _client.Dispose();
        await _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Fault_Posted_AffectsItsCallOnly()
    {
        await AskAsync("POST", "faults", """{"action":"StopInstances","nth":2,"fail":{"code":"InternalError","message":"Oh.","status":500}}""");

        Assert.Equal(200, (await StopAsync()).Status);
        var second = await StopAsync();
        Assert.Equal((500, "InternalError", "Oh."), (second.Status, second.ErrorCode, second.ErrorMessage));
        Assert.Equal(200, (await StopAsync()).Status);
    }

    [Theory]
    [InlineData("""{"action":"*","throttle":true}""", 503, "RequestLimitExceeded")]
    [InlineData("""{"action":"StopInstances","failAfterActing":{"code":"Unavailable"},"times":1}""", 500, "Unavailable")]
    [InlineData("""{"action":"StopInstances","instanceId":"i-00000000000000002","throttle":true}""", 200, null)]
    [InlineData("""{"action":"StopInstances","percent":0,"throttle":true}""", 200, null)]
    [InlineData("""{"action":"StopInstances","after":1,"throttle":true}""", 200, null)]
    [InlineData("""{"action":"StopInstances","throttle":false}""", 200, null)]
    public async Task Fault_OfEachKind_HasItsEffect(string fault, int status, string? code)
    {
        Assert.Equal(200, (await AskAsync("POST", "faults", fault)).Status);

        var reply = await StopAsync();

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData("""{"action":"StopInstances","dropConnection":"before"}""", SimulatedState.Running)]
    [InlineData("""{"action":"StopInstances","dropConnection":"after"}""", SimulatedState.Stopping)]
    [InlineData("""{"action":"StopInstances","cutAnswerAfterBytes":10}""", SimulatedState.Stopping)]
    public async Task Fault_ThatLosesTheAnswer_IsWithoutAnAnswer(string fault, SimulatedState state)
    {
        await AskAsync("POST", "faults", fault);

        await Assert.ThrowsAsync<HttpRequestException>(() => StopAsync());
        Assert.Equal(state, _ec2[Id].State);

        await AskAsync("DELETE", "faults");
        Assert.Equal(200, (await StopAsync()).Status);
    }

    [Fact]
    public async Task RateLimits_Posted_ThrottleUntilTheyAreDeleted()
    {
        await AskAsync(
            "POST", "rate-limits", """{"action":"StopInstances","requests":{"capacity":2,"perSecond":0},"othersTake":0.5}""");
        Assert.Equal((200, 503), ((await StopAsync()).Status, (await StopAsync()).Status));
        Assert.Equal(1, (int)(await AskAsync("GET", "")).Answer["throttles"]!);

        await AskAsync("DELETE", "rate-limits");
        Assert.Equal(200, (await StopAsync()).Status);

        await AskAsync("POST", "rate-limits", """{"ec2Defaults":0}""");
        Assert.Equal(503, (await StopAsync()).Status);
    }

    [Fact]
    public async Task Clock_SetFaster_EndsTransitionsSooner()
    {
        Assert.Equal(60, (double)(await AskAsync("PUT", "clock", """{"speed":60}""")).Answer["speed"]!);
        await StopAsync();

        _machine.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(SimulatedState.Stopping, _ec2[Id].State);
        _machine.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(SimulatedState.Stopped, _ec2[Id].State);

        await AskAsync("PUT", "clock", """{"speed":0.5}""");
        _machine.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("2026-01-01T00:02:00Z", (string?)(await AskAsync("GET", "")).Answer["now"]);
    }

    [Fact]
    public async Task Lag_SetLonger_StopsWhatDescribesShow()
    {
        Assert.Equal(30, (double)(await AskAsync("PUT", "lag", """{"seconds":30}""")).Answer["describeLagSeconds"]!);
        await StopAsync();

        Assert.Equal("running", await DescribedStateAsync());
        _machine.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("running", await DescribedStateAsync());
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("stopping", await DescribedStateAsync());

        await AskAsync("PUT", "lag", """{"seconds":3600}""");
        Assert.Equal("stopping", await DescribedStateAsync());
    }

    [Theory]
    [InlineData("POST", "faults", "", 400, "The document is not valid JSON: ")]
    [InlineData("POST", "faults", """{"throttle":true}""", 400, "$: the property action is missing.")]
    [InlineData("POST", "faults", """{"action":"StopInstance","throttle":true}""", 400, "$.action: 'StopInstance' is not an action. The actions are *, CreateTags,")]
    [InlineData("POST", "faults", """{"action":"*"}""", 400, "$: an effect is missing. The effects are throttle,")]
    [InlineData("POST", "faults", """{"action":"*","throttle":true,"nth":0}""", 400, "$.nth: the number counts from 1.")]
    [InlineData("POST", "faults", """{"action":"*","throttle":true,"nth":1,"times":2}""", 400, "$.nth: nth excludes after and times.")]
    [InlineData("POST", "faults", """{"action":"*","throttle":true,"percent":101}""", 400, "$.percent: a number from 0 to 100 is expected, not 101.")]
    [InlineData("POST", "faults", """{"action":"*","fail":{"status":500}}""", 400, "$.fail: the property code is missing.")]
    [InlineData("POST", "faults", """{"action":"*","fail":{"code":"X","status":200}}""", 400, "$.fail.status: the status of an error is 400 to 599.")]
    [InlineData("POST", "faults", """{"action":"*","dropConnection":"now"}""", 400, "$.dropConnection: one of before, after is expected, not \"now\".")]
    [InlineData("POST", "rate-limits", """{"ec2Defaults":1,"action":"*"}""", 400, "$.ec2Defaults: ec2Defaults stands alone.")]
    [InlineData("POST", "rate-limits", """{"action":"*","requests":{"capacity":1}}""", 400, "$.requests: the property perSecond is missing.")]
    [InlineData("PUT", "clock", """{"speed":0}""", 400, "$.speed: a speed of 0 would never end a transition.")]
    [InlineData("PUT", "clock", """{"speed":-1}""", 400, "$.speed: a number from 0 to 100000 is expected, not -1.")]
    [InlineData("PUT", "lag", """{"seconds":"5"}""", 400, "$.seconds: a number from 0 to 86400 is expected, not \"5\".")]
    [InlineData("GET", "clock", "", 405, "/_stopinator/clock does not know the method GET; it knows PUT.")]
    [InlineData("GET", "tags", "", 404, "'tags' is not a resource. The resources are faults, rate-limits, lag, clock.")]
    [InlineData("GET", "", "{}", 400, "GET /_stopinator/ takes no body; leave it out.")]
    [InlineData("DELETE", "faults", """{"action":"StopInstances"}""", 400, "DELETE /_stopinator/faults takes no body; leave it out.")]
    [InlineData(
        "DELETE", "faults?action=StopInstances", "", 400,
        "'?action=StopInstances' is a query, and the control endpoint reads none;")]
    [InlineData("POST", "", "{}", 405, "/_stopinator/ does not know the method POST; it knows GET.")]
    [InlineData("PUT", "faults", "{}", 405, "/_stopinator/faults does not know the method PUT; it knows POST and DELETE.")]
    [InlineData("POST", "faults/", "{}", 404, "'faults/' is not a resource.")]
    [InlineData("POST", "faults", "null", 400, "$: an object is expected, not null.")]
    [InlineData("POST", "faults", "[{}]", 400, "$: an object is expected, not [{}].")]
    [InlineData("POST", "faults", """{"action":null,"throttle":true}""", 400, "$: the property action is missing.")]
    [InlineData("POST", "faults", """{"action":["*"],"throttle":true}""", 400, "$.action: a text is expected, not [\"*\"].")]
    [InlineData(
        "POST", "faults", """{"action":"*","trottle":true}""", 400,
        "$.trottle: there is no such property. The properties here are action, instanceId,")]
    [InlineData(
        "POST", "faults", """{"action":"*","instanceId":"web-1","throttle":true}""", 400,
        "$.instanceId: 'web-1' is not an instance id: i- and 8 or 17 hexadecimal digits.")]
    [InlineData(
        "POST", "faults", """{"action":"*","after":-1,"throttle":true}""", 400,
        "$.after: a whole number from 0 to 2147483647 is expected, not -1.")]
    [InlineData("POST", "faults", """{"action":"*","throttle":"yes"}""", 400, "$.throttle: true or false is expected, not \"yes\".")]
    [InlineData(
        "POST", "faults", """{"action":"*","throttle":true,"fail":{"code":"X"}}""", 400,
        "$.fail: throttle and fail exclude each other; make a fault of each.")]
    [InlineData(
        "POST", "faults", """{"action":"*","fail":{"code":"Not a code"}}""", 400,
        "$.fail.code: 'Not a code' is not an error code: letters, digits and dots, such as InternalError.")]
    [InlineData(
        "POST", "faults", """{"action":"*","fail":{"code":"X","status":600}}""", 400,
        "$.fail.status: a whole number from 0 to 599 is expected, not 600.")]
    [InlineData(
        "POST", "faults", """{"action":"*","fail":{"code":"X","message":"\u0000"}}""", 400,
        "$.fail.message: the text has the character U+0000, which EC2's answers cannot have; leave it out.")]
    [InlineData(
        "POST", "faults", """{"action":"*","delaySeconds":3601}""", 400,
        "$.delaySeconds: a number from 0 to 3600 is expected, not 3601.")]
    [InlineData(
        "POST", "faults", """{"action":"*","cutAnswerAfterBytes":1.5}""", 400,
        "$.cutAnswerAfterBytes: a whole number from 0 to 2147483647 is expected, not 1.5.")]
    [InlineData(
        "POST", "rate-limits", """{"action":"StopInstances"}""", 400,
        "$: a limit is missing. The limits are requests, unfilteredRequests, instances, othersTake.")]
    [InlineData(
        "POST", "rate-limits", """{"action":"*","requests":{"capacity":-1,"perSecond":1}}""", 400,
        "$.requests.capacity: a number from 0 to 1000000 is expected, not -1.")]
    [InlineData("POST", "rate-limits", """{"action":"*","othersTake":2}""", 400, "$.othersTake: a number from 0 to 1 is expected, not 2.")]
    [InlineData(
        "POST", "rate-limits", """{"ec2Defaults":1e999}""", 400,
        "$.ec2Defaults: a number from 0 to 1000000 is expected, not 1e999.")]
    [InlineData("PUT", "lag", """{"seconds":86401}""", 400, "$.seconds: a number from 0 to 86400 is expected, not 86401.")]
    [InlineData("PUT", "lag", """{"second":5}""", 400, "$.second: there is no such property. The properties here are seconds.")]
    [InlineData("PUT", "clock", """{"speed":60,"speed":1}""", 400, "$.speed: the property is given twice.")]
    public async Task Request_ThatIsInvalid_IsRefusedWithTheReason(string method, string resource, string body, int status, string error)
    {
        var reply = await AskAsync(method, resource, body);

        Assert.Equal(status, reply.Status);
        Assert.StartsWith(error, (string?)reply.Answer["error"], StringComparison.Ordinal);
        Assert.Equal(200, (await StopAsync()).Status);
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Host", "ec2.example.com")]
    public async Task Request_OfABrowser_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(_ec2.Endpoint, "/_stopinator/faults"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Endpoint_ThatNobodyAskedFor_IsNotThere()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        using var response = await _http.GetAsync(new Uri(ec2.Endpoint, "/_stopinator/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(
            "MissingAuthenticationToken", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_OfATest_IsMovedByTheTestOnly()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { }, new() { ControlEndpoint = true, TimeProvider = new SimulatedClock() });

        var reply = await AskAsync("PUT", "clock", """{"speed":2}""", ec2);

        Assert.Equal((400, "$.speed: the clock is a SimulatedClock, and only its owner moves it."), (reply.Status, (string?)reply.Answer["error"]));
    }

    [Fact]
    public void Json_OfFaultsAndLimits_IsReadOrRefusedAsAWhole()
    {
        var rule = _ec2.AddFault("""{"action":"StopInstances","throttle":true}""");

        Assert.Equal(0, rule.Seen);
        Assert.StartsWith("$.nth: ", Assert.Throws<FormatException>(() => _ec2.AddFault("""{"action":"*","nth":0,"throttle":true}""")).Message, StringComparison.Ordinal);
        Assert.StartsWith("$.share: ", Assert.Throws<FormatException>(() => _ec2.SetRateLimits("""{"share":1}""")).Message, StringComparison.Ordinal);
    }

    private Task<Ec2Reply> StopAsync() => _client.OnInstancesAsync("StopInstances", Id);

    private async Task<string> DescribedStateAsync() => (await _client.OnInstancesAsync("DescribeInstances", Id)).InstanceText("instanceState/name");

    private async Task<(int Status, JsonNode Answer)> AskAsync(string method, string resource, string body = "", SimulatedEc2? ec2 = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri((ec2 ?? _ec2).Endpoint, "/_stopinator/" + resource))
        {
            Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(answer)!);
    }
}
