using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>
/// AWS's local stand-ins for Lambda, by their documented interfaces: an event is posted to <c>/2015-03-31/functions/{name}/invocations</c>, and
/// the program polls and answers the runtime API, which the test tool has under the name of the function and the emulator has without one.
/// </summary>
internal sealed class LocalTool : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly bool _tellsDeadline;
    private readonly DateTimeOffset _deadline;
    private readonly Channel<(string Id, string Event)> _events = Channel.CreateUnbounded<(string, string)>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _answers = new(StringComparer.Ordinal);
    private int _count;

    private LocalTool(WebApplication application, bool tellsDeadline, DateTimeOffset deadline) =>
        (_application, _tellsDeadline, _deadline) = (application, tellsDeadline, deadline);

    /// <summary>Method and path of every call to the runtime API, and the type of the error that it names.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts the tool.</summary>
    /// <param name="prefix">The path before the runtime API: empty, or <c>/</c> and the name of a function.</param>
    /// <param name="tellsDeadline">Whether invocations have a deadline; those of the test tool's first version have none.</param>
    /// <param name="deadline">The deadline.</param>
    public static async Task<LocalTool> StartAsync(string prefix, bool tellsDeadline, DateTimeOffset deadline)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var tool = new LocalTool(builder.Build(), tellsDeadline, deadline);
        tool._application.MapPost("/2015-03-31/functions/{name}/invocations", tool.InvokeAsync);
        tool._application.MapGet($"{prefix}/2018-06-01/runtime/invocation/next", tool.NextAsync);
        tool._application.MapPost($"{prefix}/2018-06-01/runtime/invocation/{{id}}/{{what}}", tool.TakeAsync);
        await tool._application.StartAsync();
        return tool;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task InvokeAsync(HttpContext context)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _count):d12}");
        _answers[id] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _events.Writer.WriteAsync((id, await ReadAsync(context)));
        await context.Response.WriteAsync(await _answers[id].Task);
    }

    private async Task NextAsync(HttpContext context)
    {
        Record(context);
        var (id, json) = await _events.Reader.ReadAsync(context.RequestAborted);
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = id;
        headers["Lambda-Runtime-Trace-Id"] = "c4cbbdd2-0b4b-4c0e-9c0f-6bd0a6d1a5e2";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:012345678912:function:function";
        if (_tellsDeadline)
        {
            headers["Lambda-Runtime-Deadline-Ms"] = _deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        // An empty event has no body and no type.
        if (json.Length > 0)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json));
        }
    }

    private async Task TakeAsync(HttpContext context, string id)
    {
        Record(context);
        var body = await ReadAsync(context);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsync("""{"status":"success"}""");
        _answers[id].SetResult(body);
    }

    private void Record(HttpContext context) =>
        Calls.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.Headers["Lambda-Runtime-Function-Error-Type"]}".TrimEnd());

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync();
    }
}
