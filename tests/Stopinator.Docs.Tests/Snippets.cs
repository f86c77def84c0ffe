using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Lambda;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <summary>The C# of the documentation. Each test is one block: what stands between its braces, apart from lines marked "// not shown".</summary>
public sealed class Snippets
{
    [Fact]
    public void RegisterFromConfiguration()
    {
        var services = new ServiceCollection(); // not shown
        var configuration = new ConfigurationBuilder().Build(); // not shown
        services.AddStopinator(configuration.GetSection("Stopinator"));
        services.AddKeyedStopinator("us", options => options.Ec2.Region = "us-east-1");
        using var provider = services.BuildServiceProvider(); // not shown
        Assert.NotNull(provider.GetRequiredService<IInstancePowerService>()); // not shown
        Assert.NotNull(provider.GetRequiredKeyedService<IInstancePowerService>("us")); // not shown
    }

    [Fact]
    public void CreateWithNew()
    {
        var options = new StopinatorOptions { Scope = InstanceSelector.ByTag("Env", "dev", "test") };
        options.Ec2.Region = "eu-west-1";
        options.Guards.MaxInstances = 200;
        using var power = new InstancePowerService(options);
    }

    [Fact]
    public void AssumeARoleInAnotherAccount()
    {
        var services = new ServiceCollection(); // not shown
        services.AddKeyedStopinator("spoke", options =>
        {
            options.Ec2.Region = "eu-west-1";
            options.Credentials = new AssumeRoleAWSCredentials(
                DefaultAWSCredentialsIdentityResolver.GetCredentials(), "arn:aws:iam::123456789012:role/stopinator", "stopinator");
        });
        Assert.Contains(services, service => Equals(service.ServiceKey, "spoke")); // not shown
    }

    [Fact]
    public void ParseASelector()
    {
        var selector = InstanceSelector.Parse("tag:Env=dev except (tag:KeepRunning or instance-type~*.metal)");

        var same = InstanceSelector.ByTag("Env", "dev")
            .Except(InstanceSelector.ByTagKey("KeepRunning") | InstanceSelector.ByFilter("instance-type", "*.metal"));
        Assert.Equal(same, selector); // not shown
    }

    [Fact]
    public async Task TestOnAManualClock()
    {
        var clock = new ManualTimeProvider();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Stopped()),
            new SimulatedEc2Options { TimeProvider = clock, StartDuration = TimeSpan.FromSeconds(40) });

        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key"), HttpHandler = ec2.CreateHandler() };
        options.Ec2.Region = "us-east-1";
        options.Ec2.EndpointUrl = ec2.Endpoint;
        using var power = new InstancePowerService(options, clock);

        var report = await clock.RunAsync(() => power.StartAsync(InstanceSelector.ByTag("Env", "dev")));

        Assert.Equal(3, report.Count(Outcome.Reached));
        Assert.True(clock.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 0, 40, TimeSpan.Zero));
    }

    [Fact]
    public async Task TestWithFaults()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev"));
            fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected());
        });
        ec2.Faults.On("StopInstances").Nth(1).Throttle();

        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key") };
        options.Ec2.Region = "us-east-1";
        options.Ec2.EndpointUrl = ec2.Endpoint;
        options.Retry.ThrottlingDelay = TimeSpan.FromMilliseconds(1);
        using var power = new InstancePowerService(options);

        var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));

        Assert.Equal((2, 1), (report.Count(Outcome.Accepted), report.Count(Outcome.Failed)));
        Assert.Equal(3, ec2.Calls.Count(call => call.Action == "StopInstances"));
    }

    [Fact]
    public async Task HostAFunction()
    {
        using var function = StopinatorFunction.Create(new Dictionary<string, string> { ["STOPINATOR_SCOPE"] = "tag:Env=dev" });

        Task<Stream> Handle(Stream input, TimeSpan remainingTime) =>
            function.InvokeAsync(input, TimeProvider.System.GetUtcNow() + remainingTime);
        await Assert.ThrowsAsync<MalformedEventException>(() => Handle(new MemoryStream("{}"u8.ToArray()), TimeSpan.FromMinutes(15))); // not shown
    }

    [Fact]
    public async Task SubstituteThePort()
    {
        var ec2 = Substitute.For<IEc2Api>();
        ec2.DescribeAsync(Arg.Any<InstanceQuery>(), Arg.Any<CancellationToken>())
            .Returns(new InstancePage([new Ec2Instance { InstanceId = "i-0123456789abcdef0", State = InstanceState.Running }]));
        ec2.StopAsync(Arg.Any<PowerCall>(), Arg.Any<CancellationToken>())
            .Returns(new PowerCallAnswer([new InstanceStateChange("i-0123456789abcdef0", InstanceState.Running, InstanceState.Stopping)]));
        using var power = new InstancePowerService(ec2);

        var report = await power.StopAsync(InstanceSelector.All);

        Assert.True(report.EnsureSuccess().IsSuccess);
        await ec2.Received(1).StopAsync(Arg.Is<PowerCall>(call => call.StopMode == StopMode.Normal), Arg.Any<CancellationToken>());
    }
}
