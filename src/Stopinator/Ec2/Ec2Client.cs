using System.Net;
using System.Xml;
using Amazon.Runtime;
using Stopinator.Diagnostics;
using Stopinator.Ec2.Answers;
using Stopinator.RateLimits;

namespace Stopinator.Ec2;

/// <summary>Speaks the EC2 Query protocol: form in, XML out, one attempt a call.</summary>
internal sealed class Ec2Client : IEc2Api, IRateLimitPayer, IDisposable
{
    private static readonly object NetworkWay = new();

    private readonly Ec2Options _options;
    private readonly AWSCredentials? _credentials;
    private readonly HttpMessageHandler? _userHandler;
    private readonly Ec2LocationResolver _locations;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private Ec2Connection? _connection;
    private string? _identity;

    /// <summary>Creates a client. Nothing is looked up or sent before the first call.</summary>
    /// <param name="options">Where EC2 is.</param>
    /// <param name="credentials">The credentials to sign with; null for the profile's or the default chain's.</param>
    /// <param name="handler">What sends the signed requests; null for a handler of our own. Not disposed here.</param>
    /// <param name="locations">How to find the endpoint.</param>
    public Ec2Client(Ec2Options options, AWSCredentials? credentials, HttpMessageHandler? handler, Ec2LocationResolver locations)
    {
        _options = options;
        _credentials = credentials;
        _userHandler = handler;
        _locations = locations;
    }

    // Over the network EC2 is the same for all; a handler of the user's may lead anywhere.
    object IRateLimitPayer.Way => _userHandler ?? NetworkWay;

    string? IRateLimitPayer.Endpoint => Volatile.Read(ref _connection)?.Location.Endpoint.AbsoluteUri;

    string? IRateLimitPayer.Identity => Volatile.Read(ref _identity);

    /// <summary>Creates a client for the options, on the settings of this machine.</summary>
    public static Ec2Client Create(StopinatorOptions options) => Create(options.Ec2, options.Credentials, options.HttpHandler);

    /// <inheritdoc cref="Create(StopinatorOptions)"/>
    public static Ec2Client Create(Ec2Options options, AWSCredentials? credentials, HttpMessageHandler? handler) => new(
        options,
        credentials,
        handler,
        new Ec2LocationResolver(AwsConfiguration.OfMachine, () => FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: true)));

    public Task<InstancePage> DescribeAsync(InstanceQuery query, CancellationToken cancellationToken = default)
    {
        var form = new Ec2Form("DescribeInstances");
        form.AddList("InstanceId", query.InstanceIds);
        form.AddFilters(query.Filters);
        form.Add("MaxResults", query.PageSize);
        form.Add("NextToken", query.PageToken);
        return SendAsync(form, InstancePageAnswer.ReadAsync, cancellationToken);
    }

    public Task<PowerCallAnswer> StartAsync(PowerCall call, CancellationToken cancellationToken = default) =>
        SendAsync(FormOf("StartInstances", call), call.DryRun, cancellationToken);

    public Task<PowerCallAnswer> StopAsync(PowerCall call, CancellationToken cancellationToken = default)
    {
        var form = FormOf("StopInstances", call);
        form.Add("Hibernate", call.StopMode == StopMode.Hibernate);
        form.Add("SkipOsShutdown", call.StopMode == StopMode.SkipOsShutdown);
        form.Add("Force", call.StopMode == StopMode.Force);
        return SendAsync(form, call.DryRun, cancellationToken);
    }

    public Task<PowerCallAnswer> RebootAsync(PowerCall call, CancellationToken cancellationToken = default) =>
        SendAsync(FormOf("RebootInstances", call), call.DryRun, cancellationToken);

    public void Dispose()
    {
        _connection?.Dispose();
        _connecting.Dispose();
    }

    private static Ec2Form FormOf(string action, PowerCall call)
    {
        // An empty list would be refused by EC2 at best.
        ArgumentOutOfRangeException.ThrowIfZero(call.InstanceIds.Length, nameof(call));
        var form = new Ec2Form(action);
        form.AddList("InstanceId", call.InstanceIds);
        form.Add("DryRun", call.DryRun);
        return form;
    }

    private Task<PowerCallAnswer> SendAsync(Ec2Form form, bool dryRun, CancellationToken cancellationToken)
    {
        var answer = SendAsync(form, PowerAnswer.ReadAsync, cancellationToken);
        return dryRun ? PermittedAsync(answer) : answer;
    }

    // EC2 says yes to a dry run by an error of its own.
    private static async Task<PowerCallAnswer> PermittedAsync(Task<PowerCallAnswer> answer)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Ec2Exception permitted) when (permitted.Code == Ec2ErrorCode.DryRunOperation)
        {
            return new PowerCallAnswer([], permitted.RequestId);
        }
    }

    private async Task<TAnswer> SendAsync<TAnswer>(Ec2Form form, Func<Stream, string, CancellationToken, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var keys = await AwsCredentialsResolver.KeysAsync(connection.Credentials, _options.Profile, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _identity, keys.AccountId is { Length: > 0 } account ? account : keys.AccessKey);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, connection.Location.Endpoint) { Content = form.ToContent() };
            using var response = await connection.Http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return response.StatusCode == HttpStatusCode.OK
                    ? await read(body, $"{form.Action}Response", cancellationToken).ConfigureAwait(false)
                    : throw await ErrorAnswer.ReadAsync(body, response.StatusCode, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AmazonClientException exception)
        {
            // The signer asks for the keys once more, before it sends anything.
            throw AwsCredentialsResolver.Unavailable(exception, connection.Credentials, _options.Profile);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or XmlException || ConnectionTimedOut(exception))
        {
            throw ConnectionError.Explain(exception, connection.Location.Endpoint);
        }
    }

    // Our own handler knows one timeout, that of the connection; another handler's may be one of the answer.
    private bool ConnectionTimedOut(Exception exception) => _userHandler is null && exception is OperationCanceledException { InnerException: TimeoutException };

    // Nothing is looked up before the first call, and a look-up that failed is tried again by the next.
    private async Task<Ec2Connection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _connection) is { } existing)
        {
            return existing;
        }

        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is null)
            {
                // The region may be asked of the machine's metadata service, which the SDK only does blocking and to its end.
                var location = await Task.Run(() => _locations.Resolve(_options), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
                var credentials = _credentials ?? await AwsCredentialsResolver.ResolveAsync(_options.Profile, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _connection, new Ec2Connection(location, credentials, _userHandler));
            }

            return _connection;
        }
        finally
        {
            _connecting.Release();
        }
    }
}
