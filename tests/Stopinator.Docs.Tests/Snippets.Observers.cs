using System.Net;
using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The C# of the page on observers.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task RegisterAnObserver()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, instance => instance.Tagged("Env", "dev").Running())); // not shown
        using var balancer = new Balancer(); // not shown
        var services = new ServiceCollection(); // not shown
        services.AddSingleton(ec2.CreateClient()); // not shown
        services.AddSingleton(new HttpClient(balancer) { BaseAddress = new Uri("http://balancer.invalid/") }); // not shown
        services.AddStopinator(options => options.Execution.OnObserverFailure = ObserverFailure.Hold);
        services.AddPowerObserver<DrainObserver>();
        await using var provider = services.BuildServiceProvider(); // not shown
        var report = await provider.GetRequiredService<IInstancePowerService>().StopAsync(InstanceSelector.All); // not shown
        Assert.Equal([Outcome.Accepted, Outcome.Skipped], report.Instances.Select(instance => instance.Outcome)); // not shown
        Assert.Contains("It is the last one", report.Instances[1].Message, StringComparison.Ordinal); // not shown
        Assert.Equal("/targets/i-00000000000000002/serve", balancer.Paths[^1]); // not shown
        Assert.Equal(3, balancer.Paths.Count); // not shown
    }

    [Fact]
    public void ObserveWithoutAContainer()
    {
        IAmazonEC2 ec2 = new AmazonEC2Client(new Amazon.Runtime.BasicAWSCredentials("key", "secret"), Amazon.RegionEndpoint.EUWest1); // not shown
        using var balancer = new HttpClient(); // not shown
        using var power = new InstancePowerService(ec2, observers: [new DrainObserver(balancer)]);
        Assert.NotNull(power); // not shown
    }

    // The second instance is the last one that serves requests.
    private sealed class Balancer : HttpMessageHandler
    {
        private readonly Lock _gate = new();

        public List<string> Paths { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            lock (_gate)
            {
                Paths.Add(path);
            }

            return Task.FromResult(new HttpResponseMessage(path.EndsWith("2/drain", StringComparison.Ordinal) ? HttpStatusCode.Conflict : HttpStatusCode.OK));
        }
    }
}
