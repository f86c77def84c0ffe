using System.Collections.Concurrent;
using Amazon;
using Amazon.EC2;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The snippets of docs/aws-sdk.md.</content>
public sealed partial class Snippets
{
    private static readonly AWSCredentials MadeUp = new BasicAWSCredentials("any", "key");

    [Fact]
    public async Task UseTheClientYouHave()
    {
        await using var simulated = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")), new SimulatedEc2Options { Region = "eu-west-1" }); // not shown
        var credentials = MadeUp; // not shown
        var config = new AmazonEC2Config
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        };
        (config.AuthenticationRegion, config.ServiceURL) = ("eu-west-1", simulated.Endpoint.AbsoluteUri); // not shown
        using var ec2 = new AmazonEC2Client(credentials, config);
        using var power = new InstancePowerService(ec2);

        var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));
        Assert.Equal(3, report.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public async Task RegisterBesideYourClient()
    {
        await using var simulated = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev"))); // not shown
        var services = new ServiceCollection(); // not shown
        var configuration = new ConfigurationBuilder().Build(); // not shown
        services.AddDefaultAWSOptions(configuration.GetAWSOptions());
        services.AddAWSService<IAmazonEC2>();
        services.AddStopinator();
        services.AddDefaultAWSOptions(OptionsOf(simulated)); // not shown
        await using var provider = services.BuildServiceProvider(); // not shown
        var power = provider.GetRequiredService<IInstancePowerService>(); // not shown
        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => power.RebootAsync(InstanceSelector.All)); // not shown
        Assert.Equal(Pages.Blocks.Single(block => block.Comment == "the refusal of a reboot").Text.TrimEnd().ReplaceLineEndings(" "), refused.Message); // not shown
        Assert.Equal(2, (await power.StopAsync(InstanceSelector.All)).Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public async Task RegisterAClientOfStopinators()
    {
        await using var simulated = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev"))); // not shown
        var services = new ServiceCollection(); // not shown
        services.AddDefaultAWSOptions(OptionsOf(simulated)); // not shown
        services.AddAWSService<IAmazonEC2>();
        services.AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key, (config, _) =>
        {
            config.MaxErrorRetry = 0;
            config.MaxStaleConnectionRetries = 0;
        });
        services.AddStopinator();
        await using var provider = services.BuildServiceProvider(); // not shown
        var report = await provider.GetRequiredService<IInstancePowerService>().RebootAsync(InstanceSelector.All); // not shown
        Assert.Equal(2, report.Count(Outcome.Accepted)); // not shown
        Assert.True(provider.GetRequiredService<IAmazonEC2>().Config.MaxErrorRetry > 0); // not shown
    }

    [Fact]
    public async Task WarmUp()
    {
        _ = Task.Run(InstancePowerService.WarmUpAsync);
        await InstancePowerService.WarmUpAsync(); // not shown
    }

    [Fact]
    public async Task MakeTheClientsOfTargets()
    {
        await using var first = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")), new SimulatedEc2Options { Region = "eu-west-1" }); // not shown
        await using var second = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev"))); // not shown
        PowerTarget[] targets = [new() { Region = "eu-west-1", EndpointUrl = first.Endpoint }, new() { Region = "us-east-1", EndpointUrl = second.Endpoint }]; // not shown
        AWSCredentials CredentialsFor(PowerTarget target) => target.RoleArn is null ? MadeUp : throw new NotSupportedException(); // not shown
        var clients = new ConcurrentDictionary<PowerTarget, IAmazonEC2>();
        var power = new MultiTargetPowerService(target => clients.GetOrAdd(target, MakeClient));

        var report = await power.RunAsync(targets, PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));

        AmazonEC2Client MakeClient(PowerTarget target)
        {
            var config = new AmazonEC2Config
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(target.Region),
                MaxErrorRetry = 0,
                MaxStaleConnectionRetries = 0,
            };
            (config.AuthenticationRegion, config.ServiceURL) = (target.Region, target.EndpointUrl!.AbsoluteUri); // not shown
            return new AmazonEC2Client(CredentialsFor(target), config);
        }
        Assert.Equal((5, 2), (report.Count(Outcome.Accepted), clients.Count)); // not shown
    }

    [Fact]
    public async Task RegisterTheClientsOfTargets()
    {
        await using var simulated = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev"))); // not shown
        var services = new ServiceCollection(); // not shown
        IAmazonEC2 ClientFor(PowerTarget target) => simulated.CreateClient(); // not shown
        services.AddSingleton<Func<PowerTarget, IAmazonEC2>>(ClientFor);
        services.AddStopinator();
        await using var provider = services.BuildServiceProvider(); // not shown
        var power = provider.GetRequiredService<IMultiTargetPowerService>(); // not shown
        var report = await power.RunAsync([new PowerTarget { Region = "us-east-1" }], PowerRequest.Stop(InstanceSelector.All)); // not shown
        Assert.Equal(3, report.Count(Outcome.Accepted)); // not shown
    }

    private static AWSOptions OptionsOf(SimulatedEc2 simulated) => new()
    {
        Credentials = MadeUp,
        DefaultClientConfig = { AuthenticationRegion = "us-east-1", ServiceURL = simulated.Endpoint.AbsoluteUri },
    };
}
