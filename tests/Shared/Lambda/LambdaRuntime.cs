using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stopinator.Tests.Shared.Lambda;

/// <summary>Lambda's side of the runtime API on loopback: hands out invocations one at a time and takes the answers.</summary>
internal sealed class LambdaRuntime : IAsyncDisposable
{
    public const string TraceId = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";

    /// <summary>The largest answer that Lambda accepts, in bytes.</summary>
    private const int MaxResponseBytes = 6 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly Channel<PendingInvocation> _invocations = Channel.CreateUnbounded<PendingInvocation>();
    private readonly ConcurrentDictionary<string, PendingInvocation> _underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<RuntimeAnswer> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<DateTimeOffset> _polls = Channel.CreateUnbounded<DateTimeOffset>();
    private int _count;

    private LambdaRuntime(WebApplication application) => _application = application;

    /// <summary>The value of <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Api => new Uri(_application.Urls.Single()).Authority;

    /// <summary>The error with which the function did not start.</summary>
    public Task<RuntimeAnswer> InitError => _initError.Task;

    /// <summary>Every call received but polls: path and body.</summary>
    public ConcurrentQueue<RuntimeAnswer> Received { get; } = [];

    public static async Task<LambdaRuntime> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var application = builder.Build();
        var runtime = new LambdaRuntime(application);
        application.MapGet("/2018-06-01/runtime/invocation/next", runtime.NextAsync);
        application.MapPost("/2018-06-01/runtime/{**path}", runtime.TakeAsync);
        await application.StartAsync();
        return runtime;
    }

    /// <summary>Invokes the function and waits for its answer.</summary>
    /// <param name="json">The event.</param>
    /// <param name="deadline">When the invocation ends.</param>
    /// <param name="traceId">The trace header; null for none.</param>
    public Task<RuntimeAnswer> InvokeAsync(string json, DateTimeOffset deadline, string? traceId = TraceId) =>
        InvokeAsync(json, deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), traceId);

    /// <summary>The same, with a deadline header of one's own.</summary>
    public async Task<RuntimeAnswer> InvokeAsync(string json, string deadlineMilliseconds, string? traceId = TraceId)
    {
        var requestId = string.Create(CultureInfo.InvariantCulture, $"8476a536-e9f4-11e8-9739-{Interlocked.Increment(ref _count):d12}");
        var invocation = new PendingInvocation(requestId, json, deadlineMilliseconds, traceId);
        await _invocations.Writer.WriteAsync(invocation);
        return await invocation.Answer.Task;
    }

    /// <summary>The same, with fifteen minutes of time.</summary>
    public Task<RuntimeAnswer> InvokeAsync(string json) => InvokeAsync(json, TimeProvider.System.GetUtcNow().AddMinutes(15));

    /// <summary>Has the next call to a path that ends so fail.</summary>
    public void FailNext(string path, int status) => _faults[path] = status;

    /// <summary>Waits until the function polls.</summary>
    public async Task PolledAsync() => await _polls.Reader.ReadAsync();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task NextAsync(HttpContext context)
    {
        await _polls.Writer.WriteAsync(TimeProvider.System.GetUtcNow());
        if (_faults.TryRemove("invocation/next", out var status))
        {
            context.Response.StatusCode = status;
            return;
        }

        var invocation = await _invocations.Reader.ReadAsync(context.RequestAborted);
        _underWay[invocation.RequestId] = invocation;
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Invocation-Id"] = $"of-{invocation.RequestId}";
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.DeadlineMilliseconds;
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:night-stop";
        if (invocation.TraceId is not null)
        {
            headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(invocation.Json);
    }

    private async Task TakeAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var answer = new RuntimeAnswer(
            path,
            body,
            context.Request.ContentType ?? "",
            context.Request.Headers["Lambda-Runtime-Function-Error-Type"],
            context.Request.Headers["Lambda-Runtime-Invocation-Id"],
            context.Request.Headers.UserAgent.ToString());
        Received.Enqueue(answer);
        context.Response.StatusCode = StatusOf(path, body);
        if (context.Response.StatusCode == StatusCodes.Status202Accepted)
        {
            if (path == "init/error")
            {
                _initError.TrySetResult(answer);
            }
            else if (_underWay.TryRemove(path.Split('/')[1], out var invocation))
            {
                invocation.Answer.SetResult(answer);
            }
            else
            {
                // A second answer to one invocation.
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
            }
        }
    }

    private int StatusOf(string path, string body)
    {
        foreach (var fault in _faults.Keys.Where(fault => path.EndsWith(fault, StringComparison.Ordinal)))
        {
            return _faults.TryRemove(fault, out var status) ? status : StatusCodes.Status202Accepted;
        }

        return body.Length > MaxResponseBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status202Accepted;
    }
}
