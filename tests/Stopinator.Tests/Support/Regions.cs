using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Targets;
using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>Several simulated EC2s on one clock, each at an address of its own.</summary>
internal sealed class Regions : HttpMessageHandler, IAsyncDisposable
{
    private readonly Dictionary<string, (SimulatedEc2 Ec2, HttpMessageInvoker Way)> _regions = new(StringComparer.Ordinal);

    public SimulatedClock Clock { get; } = new(Ec2Lab.Start);

    public SimulatedEc2 this[string region] => _regions[region].Ec2;

    public PowerTarget Add(string region, Action<FleetBuilder> fleet, params string[] enabled)
    {
        var ec2 = SimulatedEc2.Create(
            fleet, new SimulatedEc2Options { TimeProvider = Clock, Region = region, EnabledRegions = enabled is [] ? null : enabled });
        _regions.Add(region, (ec2, new HttpMessageInvoker(ec2.CreateHandler())));
        return new PowerTarget { Region = region, EndpointUrl = new Uri($"http://{region}.test/") };
    }

    public static StopinatorOptions Options() =>
        new() { Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"), Randomizer = () => 0.5 };

    /// <summary>A service on clients of its own that reach these regions.</summary>
    /// <param name="options">The options; null for <see cref="Options"/>.</param>
    /// <param name="sts">Answers for STS.</param>
    public MultiTargetPowerService Service(StopinatorOptions? options = null, HttpMessageHandler? sts = null)
    {
        options ??= Options();
        return new MultiTargetPowerService(options, Clock, loggerFactory: null, target =>
        {
            var factory = TargetClients.FactoryFor(target, options, aws: null, this);
            return Ec2Client.Own(sts is null ? factory : factory with { Sts = (keys, region) => StubSts.Client(sts, keys, region) });
        }, ownClients: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (ec2, way) in _regions.Values)
        {
            way.Dispose();
            await ec2.DisposeAsync();
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _regions.TryGetValue(RegionOf(request.RequestUri!.Host), out var region)
            ? region.Way.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(HttpRequestError.NameResolutionError);

    private static string RegionOf(string host) =>
        host.Split('.') is ["ec2", var region, "amazonaws", "com"] ? region : host.Replace(".test", "", StringComparison.Ordinal);
}
