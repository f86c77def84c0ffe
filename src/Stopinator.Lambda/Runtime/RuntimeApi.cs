using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Stopinator.Lambda.Runtime;

/// <summary>A client of Lambda's runtime API. Receives invocations, and answers each once.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>
internal sealed class RuntimeApi : IDisposable
{
    private const string RequestIdHeader = "Lambda-Runtime-Aws-Request-Id";
    private const string InvocationIdHeader = "Lambda-Runtime-Invocation-Id";
    private const string DeadlineHeader = "Lambda-Runtime-Deadline-Ms";
    private const string FunctionArnHeader = "Lambda-Runtime-Invoked-Function-Arn";
    private const string TraceIdHeader = "Lambda-Runtime-Trace-Id";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");

    private readonly HttpClient _http;

    private RuntimeApi(HttpClient http) => _http = http;

    /// <summary>Connects to the API.</summary>
    /// <param name="api">The host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> gives them.</param>
    public static RuntimeApi Connect(string api)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,

            // The sandbox may freeze for hours in the middle of a poll.
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Add("User-Agent", $"stopinator-lambda/{typeof(RuntimeApi).Assembly.GetName().Version?.ToString(3)}");
        return new RuntimeApi(http);
    }

    /// <summary>Waits for the next invocation; null when none comes in time.</summary>
    public async Task<RuntimeInvocation?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative), either.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK && Header(response, RequestIdHeader) is { } requestId
                ? Invocation(requestId, response, await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false))
                : throw new RuntimeApiException("invocation/next", response.StatusCode);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Answers an invocation.</summary>
    /// <returns>The status that the API returns.</returns>
    public Task<HttpStatusCode> RespondAsync(RuntimeInvocation invocation, byte[] answer, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{invocation.RequestId}/response", answer, Json, errorType: null, invocation.InvocationId, cancellationToken);

    /// <summary>Fails an invocation.</summary>
    /// <returns>The status that the API returns.</returns>
    public Task<HttpStatusCode> FailAsync(RuntimeInvocation invocation, Exception exception, CancellationToken cancellationToken) =>
        PostAsync(
            $"invocation/{invocation.RequestId}/error",
            ErrorBody.Write(exception),
            ErrorJson,
            ErrorBody.TypeOf(exception),
            invocation.InvocationId,
            cancellationToken);

    /// <summary>Reports that the function cannot be started.</summary>
    /// <returns>The status that the API returns.</returns>
    public Task<HttpStatusCode> FailInitAsync(Exception exception, CancellationToken cancellationToken) =>
        PostAsync("init/error", ErrorBody.Write(exception), ErrorJson, ErrorBody.TypeOf(exception), invocationId: null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static RuntimeInvocation Invocation(string requestId, HttpResponseMessage response, byte[] json)
    {
        // A time outside the calendar counts as no deadline.
        var deadline = long.TryParse(
            Header(response, DeadlineHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : (DateTimeOffset?)null;
        return new RuntimeInvocation(requestId, Header(response, InvocationIdHeader), deadline, Header(response, TraceIdHeader), json)
        {
            FunctionArn = Header(response, FunctionArnHeader),
        };
    }

    private async Task<HttpStatusCode> PostAsync(
        string path, byte[] body, MediaTypeHeaderValue type, string? errorType, string? invocationId, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        Add(ErrorTypeHeader, errorType);
        Add(InvocationIdHeader, invocationId);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.InternalServerError
            ? throw new RuntimeApiException(path, response.StatusCode)
            : response.StatusCode;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
}

/// <summary>An invocation as the runtime API delivers it.</summary>
/// <param name="RequestId">Its id, which the answer names.</param>
/// <param name="InvocationId">A second id that newer versions of the API expect back; null when there is none.</param>
/// <param name="Deadline">The time at which Lambda ends the invocation; null when the API does not tell.</param>
/// <param name="TraceId">The header of AWS X-Ray; null when the invocation is not traced.</param>
/// <param name="Event">The event, as received.</param>
internal sealed record RuntimeInvocation(
    string RequestId, string? InvocationId, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event)
{
    /// <summary>The ARN under which the function was invoked; null when the API does not tell.</summary>
    public string? FunctionArn { get; init; }
}

/// <summary>The exception for a call that the runtime API rejected in a way from which the process cannot recover.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class RuntimeApiException(string call, HttpStatusCode status) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Lambda's runtime API answered {(int)status} to {call}; the process ends."));
