using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Testing.Actions;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Hosting;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <summary>
/// Simulates EC2 without an account: a fleet behind an endpoint that AWS clients accept, in the same process (<see cref="Create"/>) or on
/// loopback (<see cref="StartAsync"/>), with EC2's states, limits, errors and paging, and with faults on request.
/// </summary>
/// <example>
/// <code>
/// await using var ec2 = await SimulatedEc2.StartAsync(fleet =&gt;
/// {
///     fleet.Add(3, instance =&gt; instance.Tagged("env", "dev"));
///     fleet.Add(instance =&gt; instance.Tagged("env", "dev").StopProtected());
/// });
/// ec2.Faults.On("StopInstances").Nth(1).Throttle();
/// </code>
/// </example>
/// <threadsafety>All members may be used from any thread, also while calls are being served.</threadsafety>
public sealed partial class SimulatedEc2 : IAsyncDisposable
{
    private readonly Region _region;
    private readonly Endpoint _endpoint;
    private readonly CallLog _calls;
    private readonly SimulatedHttpClientFactory _http;
    private LoopbackServer? _server;

    private SimulatedEc2(SimulatedEc2Options options)
    {
        _region = new Region(options, Ec2Actions.Names);
        Faults = new FaultScript(new Dice(options.Seed));
        _calls = new CallLog(options.MaxRecordedCalls);
        _endpoint = new Endpoint(_region, _calls, Faults, new Dice(options.Seed));
        _http = new SimulatedHttpClientFactory(_endpoint);
    }

    /// <summary>
    /// The address to which clients send their requests: a URL on loopback, or <c>http://ec2.simulated.invalid/</c> when no socket is open.
    /// </summary>
    public Uri Endpoint { get; private set; } = new("http://ec2.simulated.invalid/");

    /// <summary>
    /// The latest calls, up to <see cref="SimulatedEc2Options.MaxRecordedCalls"/>, in order of arrival; a snapshot.
    /// </summary>
    public IReadOnlyList<ReceivedCall> Calls => _calls.Snapshot();

    /// <summary>The script of faults.</summary>
    public FaultScript Faults { get; }

    /// <summary>The limits on calls and instances, unlimited at first. Counts throttled calls.</summary>
    public RateLimits RateLimits => _region.RateLimits;

    /// <summary>
    /// Creates a fleet that clients reach through <see cref="CreateClient"/> and <see cref="CreateHandler"/>, without a socket.
    /// </summary>
    /// <param name="fleet">Describes the instances.</param>
    /// <param name="options">The options; later changes to them have no effect.</param>
    /// <returns>The simulation.</returns>
    /// <exception cref="ArgumentException">The options or the description of an instance are invalid.</exception>
    public static SimulatedEc2 Create(Action<FleetBuilder> fleet, SimulatedEc2Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        options = options?.Copy() ?? new();
        options.Validate(nameof(options));
        if ((options.ControlEndpoint || options.ClockSpeed != 1) && options.TimeProvider is not SimulatedClock)
        {
            options.TimeProvider = new ScaledTimeProvider(options.TimeProvider) { Speed = options.ClockSpeed };
        }

        var ec2 = new SimulatedEc2(options);
        fleet(new FleetBuilder(ec2._region));
        ec2._region.Capacity.Settle(ec2._region.Present());
        return ec2;
    }

    /// <summary>Creates a fleet and also serves it on 127.0.0.1.</summary>
    /// <param name="fleet">Describes the instances.</param>
    /// <param name="options">The options; later changes to them have no effect.</param>
    /// <param name="cancellationToken">Ends the attempt to start.</param>
    /// <returns>The simulation; disposing it stops the server.</returns>
    /// <exception cref="ArgumentException">The options or the description of an instance are invalid.</exception>
    /// <exception cref="IOException">The port is already used.</exception>
    public static async Task<SimulatedEc2> StartAsync(
        Action<FleetBuilder> fleet,
        SimulatedEc2Options? options = null,
        CancellationToken cancellationToken = default)
    {
        var ec2 = Create(fleet, options);
        var control = ec2._region.Options.ControlEndpoint ? new ControlEndpoint(ec2._region, ec2.Faults, ec2._calls) : null;
        ec2._server = await LoopbackServer.StartAsync(ec2._endpoint, control, ec2._region.Options.Port, cancellationToken)
            .ConfigureAwait(false);
        ec2.Endpoint = ec2._server.Address;
        return ec2;
    }

    /// <summary>
    /// Creates a handler for an <see cref="HttpClient"/>. The handler serves every request here, whatever its host, without a socket.
    /// Unless an answer is delayed, the task has completed when the call returns.
    /// </summary>
    /// <returns>The handler. Any number of handlers may exist.</returns>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(_endpoint);

    /// <summary>
    /// Creates a client of the AWS SDK that calls this simulation: on loopback after <see cref="StartAsync"/>, without a socket after
    /// <see cref="Create"/>.
    /// </summary>
    /// <remarks>
    /// The client makes one attempt for each call, so that a test sees each error that it provokes. Its keys are made up, and its requests
    /// are signed for <see cref="SimulatedEc2Options.Region"/>.
    /// </remarks>
    /// <param name="configure">
    /// Changes the configuration, e.g. <c>MaxErrorRetry</c>, before the client is created. Default: no changes.
    /// </param>
    /// <returns>The client. Any number of clients may exist.</returns>
    public IAmazonEC2 CreateClient(Action<AmazonEC2Config>? configure = null)
    {
        var config = new AmazonEC2Config
        {
            ServiceURL = Endpoint.AbsoluteUri,
            AuthenticationRegion = _region.Options.Region,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = _server is null ? _http : null,
        };
        configure?.Invoke(config);
        return new AmazonEC2Client(new BasicAWSCredentials("AKIASIMULATEDEXAMPLE", "simulated"), config);
    }

    /// <summary>
    /// Adds a fault from JSON: <c>{"action":"StopInstances","nth":2,"fail":{"code":"InternalError","status":500}}</c>. docs/local-ec2.md
    /// describes the properties.
    /// </summary>
    /// <param name="json">The document. Comments and trailing commas are allowed.</param>
    /// <returns>The rule in <see cref="Faults"/>.</returns>
    /// <exception cref="FormatException">
    /// The document is not valid, and no rule was added. The message begins with the path of the invalid value.
    /// </exception>
    public FaultRule AddFault(string json) => FaultReader.Read(DocumentPart.Parse(json))(Faults);

    /// <summary>
    /// Sets <see cref="RateLimits"/> from JSON: <c>{"ec2Defaults":0.5}</c> for EC2's defaults, or
    /// <c>{"action":"StopInstances","requests":{"capacity":4,"perSecond":1}}</c>. docs/local-ec2.md describes the properties.
    /// </summary>
    /// <param name="json">The document. Comments and trailing commas are allowed.</param>
    /// <exception cref="FormatException">
    /// The document is not valid, and no limit was set. The message begins with the path of the invalid value.
    /// </exception>
    public void SetRateLimits(string json) => RateLimitReader.Read(DocumentPart.Parse(json), RateLimits)();

    /// <summary>Removes the calls received so far.</summary>
    public void ClearCalls() => _calls.Clear();

    /// <summary>Expires every page token returned so far: a call with such a token fails with <c>InvalidPaginationToken</c>.</summary>
    public void ExpirePageTokens()
    {
        lock (_region.Gate)
        {
            _region.PageTokens.Expire();
        }
    }

    /// <summary>Stops the server, if there is one, without waiting for open connections.</summary>
    /// <returns>A task that ends when the server has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
