using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>Lambda's Runtime API on loopback: hands out events and takes answers.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly Channel<RuntimeAnswer> _answers = Channel.CreateUnbounded<RuntimeAnswer>();
    private readonly WebApplication _application;
    private int _count;

    private RuntimeApi(WebApplication application) => _application = application;

    /// <summary>What Lambda tells a runtime in <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address => new Uri(_application.Urls.Single()).Authority;

    public static async Task<RuntimeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var api = new RuntimeApi(application);
        const string Runtime = "/2018-06-01/runtime";
        application.MapGet($"{Runtime}/invocation/next", (HttpRequest request) => api.NextAsync(request.HttpContext));
        application.MapPost($"{Runtime}/invocation/{{id}}/response", (HttpRequest request) => api.AnswerAsync("response", request));
        application.MapPost($"{Runtime}/invocation/{{id}}/error", (HttpRequest request) => api.AnswerAsync("error", request));
        application.MapPost($"{Runtime}/init/error", (HttpRequest request) => api.AnswerAsync("init error", request));
        await application.StartAsync();
        return api;
    }

    /// <summary>Gives the function an event and waits for its answer.</summary>
    public async Task<RuntimeAnswer> InvokeAsync(string json)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _events.Writer.WriteAsync(json, patience.Token);
        return await _answers.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task<IResult> NextAsync(HttpContext context)
    {
        var json = await _events.Reader.ReadAsync(context.RequestAborted);
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = $"request-{Interlocked.Increment(ref _count)}";
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:night-stop";
        return Results.Text(json, "application/json");
    }

    private async Task<IResult> AnswerAsync(string kind, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        await _answers.Writer.WriteAsync(new RuntimeAnswer(kind, await reader.ReadToEndAsync()));
        return Results.Accepted();
    }
}
