using System.Text;
using System.Text.Json;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Runtime;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Lambda.Tests.Runtime;

/// <summary>The loop against a runtime API on loopback.</summary>
[Collection(TraceVariable.Name)]
public sealed class RuntimeLoopTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new();
    private readonly MemoryStream _log = new();
    private readonly SimulatedClock _clock = new();
    private LambdaRuntime _lambda = null!;
    private RuntimeApi _api = null!;

    [Fact]
    public async Task Loop_HandlerAnswers_PostsTheAnswersInOrder()
    {
        var loop = Start(Echo);

        var first = await _lambda.InvokeAsync("""{"n":1}""");
        var second = await _lambda.InvokeAsync("""{"n":"Zoë"}""");

        Assert.Equal(("""{"n":1}""", """{"n":"Zoë"}"""), (first.Body, second.Body));
        Assert.True(first.IsResponse);
        Assert.Equal("application/json", first.ContentType);
        Assert.Equal("of-8476a536-e9f4-11e8-9739-000000000001", first.InvocationId);
        Assert.Matches(@"^stopinator-lambda/\d+\.\d+\.\d+$", first.UserAgent);
        await EndAsync(loop);
    }

    [Fact]
    public async Task Loop_Invocation_HasIdDeadlineAndTrace()
    {
        var deadline = new DateTimeOffset(2026, 11, 20, 19, 15, 0, 250, TimeSpan.Zero);
        RuntimeInvocation? seen = null;
        string? traced = null;
        var loop = Start((invocation, _) =>
        {
            seen = invocation;
            traced = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
            return Task.FromResult("null"u8.ToArray());
        });

        await _lambda.InvokeAsync("{}", deadline);
        Assert.Equal(("8476a536-e9f4-11e8-9739-000000000001", deadline, LambdaRuntime.TraceId), (seen!.RequestId, seen.Deadline, traced));

        // One that is not traced must not look like a part of the one before.
        await _lambda.InvokeAsync("{}", deadline, traceId: null);
        Assert.Null(traced);
        await EndAsync(loop);
    }

    [Theory]
    [Trait("Finding", "16")]
    [InlineData("99999999999999999", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("-1", false)]
    [InlineData("soon", false)]
    [InlineData("253402300799999", true)]
    public async Task Loop_AbsurdDeadline_IsServed(string milliseconds, bool isATime)
    {
        RuntimeInvocation? seen = null;
        var loop = Start((invocation, _) =>
        {
            seen = invocation;
            return Task.FromResult("null"u8.ToArray());
        });

        Assert.True((await _lambda.InvokeAsync("{}", milliseconds)).IsResponse);

        Assert.Equal(isATime, seen!.Deadline is not null);
        await EndAsync(loop);
    }

    [Fact]
    public async Task Loop_HandlerThrows_PostsTheErrorOnceAndGoesOn()
    {
        var loop = Start(
            (invocation, _) => Text(invocation) == "{}" ? throw new InvalidOperationException("It broke.") : Echo(invocation, default));

        var failed = await _lambda.InvokeAsync("{}");
        var next = await _lambda.InvokeAsync("1");

        Assert.EndsWith("/error", failed.Path, StringComparison.Ordinal);
        Assert.Equal(("application/vnd.aws.lambda.error+json", "InvalidOperationException"), (failed.ContentType, failed.ErrorType));
        Assert.Equal(("InvalidOperationException", "It broke."), (failed.Json.GetProperty("errorType").GetString(), failed.ErrorMessage));
        Assert.NotEmpty(failed.Json.GetProperty("stackTrace").EnumerateArray());
        Assert.Equal("1", next.Body);
        Assert.Equal(2, _lambda.Received.Count);
        await EndAsync(loop);
    }

    [Fact]
    public async Task Loop_RefusalOfOurOwn_HasAMessageAndNoStack()
    {
        var loop = Start((_, _) => throw new StaleEventException("Too late."));

        var failed = await _lambda.InvokeAsync("{}");

        Assert.Equal(("StaleEventException", "Too late."), (failed.ErrorType, failed.ErrorMessage));
        Assert.Empty(failed.Json.GetProperty("stackTrace").EnumerateArray());
        await EndAsync(loop);
    }

    [Fact]
    public async Task Loop_FunctionCannotBeMade_PostsAnInitErrorAndEnds()
    {
        var exitCode = await new RuntimeLoop(_api, new LogLine(_log), _clock).RunAsync(
            () => throw new FunctionSettingsException(["STOPINATOR_SCOPE is not set."]), _end.Token);

        var error = await _lambda.InitError;
        Assert.Equal(1, exitCode);
        Assert.Equal(
            ("FunctionSettingsException", "The settings cannot be used: STOPINATOR_SCOPE is not set."),
            (error.ErrorType, error.ErrorMessage));
        Assert.Contains("STOPINATOR_SCOPE is not set.", Encoding.UTF8.GetString(_log.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_AnswerIsTooLarge_FailsTheSameInvocation()
    {
        var loop = Start(
            (invocation, _) => Text(invocation) == "{}" ? Task.FromResult(new byte[(6 * 1024 * 1024) + 1]) : Echo(invocation, default));

        var failed = await _lambda.InvokeAsync("{}");

        Assert.EndsWith("000000000001/error", failed.Path, StringComparison.Ordinal);
        Assert.Equal(
            "The answer has 6291457 bytes, which is too large for Lambda. Lower STOPINATOR_MAX_REPORT_BYTES.", failed.ErrorMessage);
        Assert.Equal("1", (await _lambda.InvokeAsync("1")).Body);
        await EndAsync(loop);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Loop_PollIsRefused_Ends(int status)
    {
        _lambda.FailNext("invocation/next", status);

        Assert.Equal(1, await Start(Echo));

        Assert.Equal($"Lambda's runtime API answered {status} to invocation/next; the process ends.", LoggedMessage());
        Assert.Empty(_lambda.Received);
    }

    [Theory]
    [InlineData("response")]
    [InlineData("error")]
    public async Task Loop_ApiFailsForGood_Ends(string path)
    {
        _lambda.FailNext(path, 500);
        var loop = Start((invocation, _) => path == "error" ? throw new InvalidOperationException("It broke.") : Echo(invocation, default));
        _ = _lambda.InvokeAsync("{}");

        Assert.Equal(1, await loop);
        Assert.Single(_lambda.Received);
    }

    [Fact]
    public async Task Loop_AnswerIsForbidden_SaysSoAndGoesOn()
    {
        // What comes when the invocation has timed out meanwhile.
        _lambda.FailNext("response", 403);
        var loop = Start(Echo);
        _ = _lambda.InvokeAsync("{}");

        Assert.Equal("1", (await _lambda.InvokeAsync("1")).Body);
        Assert.Equal("Lambda's runtime API answered 403 to an answer.", LoggedMessage());
        await EndAsync(loop);
    }

    [Fact]
    public async Task Loop_NothingComesForHalfADay_PollsAgain()
    {
        var loop = Start(Echo);
        await _lambda.PolledAsync();

        _clock.Advance(RuntimeLoop.PollTime);
        await _lambda.PolledAsync();

        Assert.Equal("1", (await _lambda.InvokeAsync("1")).Body);
        await EndAsync(loop);
    }

    public async ValueTask InitializeAsync()
    {
        _lambda = await LambdaRuntime.StartAsync();
        _api = RuntimeApi.Connect(_lambda.Api);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _api.Dispose();
        await _lambda.DisposeAsync();
        _end.Dispose();
    }

    private static Task<byte[]> Echo(RuntimeInvocation invocation, CancellationToken cancellationToken) =>
        Task.FromResult(invocation.Event.ToArray());

    private static string Text(RuntimeInvocation invocation) => Encoding.UTF8.GetString(invocation.Event.Span);

    private Task<int> Start(Func<RuntimeInvocation, CancellationToken, Task<byte[]>> handle) =>
        new RuntimeLoop(_api, new LogLine(_log), _clock).RunAsync(() => handle, _end.Token);

    private async Task EndAsync(Task<int> loop)
    {
        await _end.CancelAsync();
        Assert.Equal(0, await loop);
    }

    private string? LoggedMessage() =>
        JsonDocument.Parse(Encoding.UTF8.GetString(_log.ToArray())).RootElement.GetProperty("message").GetString();
}
