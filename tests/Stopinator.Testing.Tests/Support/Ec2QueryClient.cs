using System.Net.Http.Headers;

namespace Stopinator.Testing.Tests.Support;

/// <summary>Sends requests of the EC2 Query API as forms, with a header that looks signed, and reads the XML of the answers.</summary>
internal sealed class Ec2QueryClient : IDisposable
{
    public const string Authorization =
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=0f0f";

    private readonly HttpClient _http;
    private readonly Uri _endpoint;

    public Ec2QueryClient(SimulatedEc2 ec2)
        : this(ec2.CreateHandler(), ec2.Endpoint)
    {
    }

    private Ec2QueryClient(HttpMessageHandler handler, Uri endpoint) => (_http, _endpoint) = (new HttpClient(handler), endpoint);

    public static Ec2QueryClient OverLoopback(SimulatedEc2 ec2) => new(new SocketsHttpHandler { UseProxy = false }, ec2.Endpoint);

    public Task<Ec2Reply> CallAsync(string action, params (string Name, string Value)[] parameters) =>
        CallAsync(action, TestContext.Current.CancellationToken, parameters);

    public async Task<Ec2Reply> CallAsync(
        string action,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] parameters)
    {
        using var request = Post([("Action", action), ("Version", "2016-11-15"), .. parameters]);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends an action with its parameters in the form <c>name=value&amp;name=value</c>.</summary>
    public async Task<Ec2Reply> SendAsync(string action, string parameters)
    {
        using var request = Post([]);
        request.Content = new StringContent(
            $"Action={action}&Version=2016-11-15&{parameters}", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        return await SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<Ec2Reply> OnInstancesAsync(string action, params string[] ids) => CallAsync(action, Ids(ids));

    public Task<Ec2Reply> FilterAsync(params (string Name, string[] Values)[] filters) => CallAsync("DescribeInstances", Filters(filters));

    public async Task<Ec2Reply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        return new Ec2Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType,
            await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public HttpRequestMessage Post((string Name, string Value)[] form, string? authorization = Authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))),
        };
        Sign(request.Headers, authorization);
        return request;
    }

    public HttpRequestMessage Get(string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_endpoint, "/?" + query));
        Sign(request.Headers, Authorization);
        return request;
    }

    public static (string Name, string Value)[] Ids(params string[] ids) => [.. ids.Select((id, index) => ($"InstanceId.{index + 1}", id))];

    public static (string Name, string Value)[] Filters(params (string Name, string[] Values)[] filters) =>
    [
        .. filters.SelectMany((filter, index) => filter.Values
            .Select((value, number) => ($"Filter.{index + 1}.Value.{number + 1}", value))
            .Prepend(($"Filter.{index + 1}.Name", filter.Name))),
    ];

    public void Dispose() => _http.Dispose();

    private static void Sign(HttpRequestHeaders headers, string? authorization)
    {
        if (authorization is not null)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }

        headers.TryAddWithoutValidation("User-Agent", "tests/1.0 (a comment)");
    }
}
