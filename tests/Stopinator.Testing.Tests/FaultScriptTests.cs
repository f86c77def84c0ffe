using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class FaultScriptTests : IAsyncDisposable
{
    private const string A = "i-0000000a";

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;

    public FaultScriptTests()
    {
        _ec2 = SimulatedEc2.Create(fleet => fleet.Add(A), new() { TimeProvider = _clock });
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Nth_Call_FailsAndNoOther()
    {
        _ec2.Faults.On("StopInstances").Nth(2).Fail("InternalError", status: 500);

        Assert.Equal([200, 500, 200], await StatusesAsync("StopInstances", 3));
    }

    [Fact]
    public async Task Times_AfterSome_FailsAFewCalls()
    {
        var rule = _ec2.Faults.On("StopInstances").After(1).Times(2).Throttle();

        Assert.Equal([200, 503, 503, 200], await StatusesAsync("StopInstances", 4));
        Assert.Equal(4, rule.Seen);
    }

    [Fact]
    public async Task Rule_OfOneAction_IgnoresTheOthers()
    {
        _ec2.Faults.On("StartInstances").Always().Throttle();

        Assert.Equal([200], await StatusesAsync("StopInstances", 1));
        Assert.Equal([503], await StatusesAsync("StartInstances", 1));
    }

    [Fact]
    public async Task Rule_OfAllActions_KnowsNone()
    {
        _ec2.Faults.On("*").Nth(2).Fail("Unavailable", "Try later.", 503);

        Assert.Equal([200], await StatusesAsync("StopInstances", 1));
        var reply = await _client.OnInstancesAsync("StartInstances", A);
        Assert.Equal((503, "Unavailable", "Try later."), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task When_LooksAtTheCall()
    {
        _ec2.Faults.On("*").When(call => call.InstanceIds.Contains(A)).When(call => call.Action != "RebootInstances").Fail("InternalError");

        Assert.Equal([400], await StatusesAsync("StopInstances", 1));
        Assert.Equal([200], await StatusesAsync("RebootInstances", 1));
        Assert.Equal(200, (await _client.CallAsync("DescribeInstances")).Status);
    }

    [Fact]
    public async Task Percent_OfTheSameSeed_HitsTheSameCalls()
    {
        await using var other = SimulatedEc2.Create(fleet => fleet.Add(A));
        using var otherClient = new Ec2QueryClient(other);
        _ec2.Faults.On("*").Percent(30).Throttle();
        other.Faults.On("*").Percent(30).Throttle();

        var statuses = await StatusesAsync("RebootInstances", 200);

        Assert.InRange(statuses.Count(status => status == 503), 40, 80);
        Assert.Equal(statuses, await StatusesAsync("RebootInstances", 200, otherClient));
    }

    [Fact]
    public async Task Percent_OfNoneOrAll_IsExact()
    {
        _ec2.Faults.On("StopInstances").Percent(0).Throttle();
        _ec2.Faults.On("StartInstances").Percent(100).Throttle();

        Assert.DoesNotContain(503, await StatusesAsync("StopInstances", 20));
        Assert.DoesNotContain(200, await StatusesAsync("StartInstances", 20));
    }

    [Fact]
    public async Task Throttle_Always_LooksLikeEc2sAndDoesNothing()
    {
        _ec2.Faults.On("StopInstances").Throttle();

        var reply = await _client.OnInstancesAsync("StopInstances", A);

        Assert.Equal((503, "RequestLimitExceeded", "Request limit exceeded."), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(SimulatedState.Running, _ec2[A].State);
        Assert.Equal((503, "RequestLimitExceeded"), (_ec2.Calls[0].Status, _ec2.Calls[0].ErrorCode));
    }

    [Fact]
    public async Task FailAfterActing_HasDoneWhatItDenies()
    {
        _ec2.Faults.On("StopInstances").FailAfterActing("InternalError");

        var reply = await _client.OnInstancesAsync("StopInstances", A);

        Assert.Equal((500, "InternalError"), (reply.Status, reply.ErrorCode));
        Assert.Equal(SimulatedState.Stopped, _ec2[A].State);
    }

    [Theory]
    [InlineData(true, SimulatedState.Running)]
    [InlineData(false, SimulatedState.Stopped)]
    public async Task DropConnection_BeforeOrAfterActing_LooksTheSameFromOutside(bool beforeActing, SimulatedState state)
    {
        _ec2.Faults.On("StopInstances").DropConnection(beforeActing);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _client.OnInstancesAsync("StopInstances", A));

        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
        Assert.Equal(state, _ec2[A].State);
        Assert.Null(_ec2.Calls[0].Status);
    }

    [Fact]
    public async Task RefuseConnection_FailsBeforeAnythingIsSent()
    {
        _ec2.Faults.On("StopInstances").RefuseConnection();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _client.OnInstancesAsync("StopInstances", A));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        Assert.Equal(SimulatedState.Running, _ec2[A].State);
    }

    [Fact]
    public async Task CutAnswer_LosesTheConnectionInTheMiddle()
    {
        _ec2.Faults.On("DescribeInstances").CutAnswer(100);
        using var http = new HttpClient(_ec2.CreateHandler());
        using var request = _client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")]);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync();
        var beginning = new byte[100];
        await stream.ReadExactlyAsync(beginning);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal((byte)'<', beginning[0]);
        await Assert.ThrowsAsync<HttpIOException>(() => stream.ReadAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task Answer_OfAnyBody_IsSentAsItIs()
    {
        _ec2.Faults.On("DescribeInstances").Nth(1).Answer("<html>Bad gateway</html>", 502, "text/html");
        _ec2.Faults.On("DescribeInstances").Nth(2).Answer(new byte[] { 0xFF, 0xFE }.AsMemory());

        var page = await _client.CallAsync("DescribeInstances");
        var bytes = await _client.CallAsync("DescribeInstances");

        Assert.Equal((502, "text/html", "<html>Bad gateway</html>"), (page.Status, page.ContentType!.MediaType, page.Body));
        Assert.Equal((200, "text/xml"), (bytes.Status, bytes.ContentType!.MediaType));
    }

    [Fact]
    public async Task Do_BeforeAndAfterActing_SeesTheFleetInBetween()
    {
        var seen = new List<SimulatedState>();
        _ec2.Faults.On("StopInstances").Nth(1).Do(() => seen.Add(_ec2[A].State)).DoAfterActing(() => seen.Add(_ec2[A].State));

        await _client.OnInstancesAsync("StopInstances", A);

        Assert.Equal([SimulatedState.Running, SimulatedState.Stopped], seen);
    }

    [Fact]
    public async Task Do_ThatChangesTheFleet_ComesBeforeTheCall()
    {
        _ec2.Faults.On("StopInstances").Do(() => _ec2.Terminate(A));

        Assert.Equal("IncorrectInstanceState", (await _client.OnInstancesAsync("StopInstances", A)).ErrorCode);
    }

    [Fact]
    public async Task DoAfterActing_ThatCancels_EndsTheCallWhileItWaitsForItsAnswer()
    {
        using var cancel = new CancellationTokenSource();
        _ec2.Faults.On("StopInstances").DoAfterActing(cancel.Cancel).Delay(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.CallAsync("StopInstances", cancel.Token, Ec2QueryClient.Ids(A)));

        Assert.Equal(SimulatedState.Stopped, _ec2[A].State);
        Assert.Null(_ec2.Calls.Single().Status);
    }

    [Fact]
    public async Task Delay_OfSeveralRules_AddsUp()
    {
        _ec2.Faults.On("*").Delay(TimeSpan.FromSeconds(2));
        _ec2.Faults.On("StopInstances").Delay(TimeSpan.FromSeconds(3));

        await _clock.RunAsync(() => _client.OnInstancesAsync("StopInstances", A));

        Assert.Equal(TimeSpan.FromSeconds(5), _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Rules_ThatFailTheSameCall_LetTheFirstWin()
    {
        _ec2.Faults.On("*").Fail("First");
        _ec2.Faults.On("*").Fail("Second");

        Assert.Equal("First", (await _client.CallAsync("DescribeInstances")).ErrorCode);
    }

    [Fact]
    public async Task Clear_ForgetsAllRules()
    {
        _ec2.Faults.On("*").Throttle();

        _ec2.Faults.Clear();

        Assert.Equal([200], await StatusesAsync("RebootInstances", 1));
    }

    [Fact]
    public void Rule_OfNonsense_IsRefused()
    {
        var rule = _ec2.Faults.On("*");

        Assert.Throws<ArgumentException>(() => _ec2.Faults.On(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Nth(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.After(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Percent(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentException>(() => rule.Fail(""));
    }

    private async Task<List<int>> StatusesAsync(string action, int calls, Ec2QueryClient? client = null)
    {
        var statuses = new List<int>();
        for (var call = 0; call < calls; call++)
        {
            statuses.Add((await (client ?? _client).OnInstancesAsync(action, A)).Status);
        }

        return statuses;
    }
}
