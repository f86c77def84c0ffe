using Amazon.EC2;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.DependencyInjection;

/// <summary>Which client a service of a container uses, and which registrations contradict each other.</summary>
public sealed class ClientOfTheContainerTests
{
    [Fact]
    public async Task AddAwsService_BesideAddStopinator_DescribesStartsAndStopsWithoutAnotherLine()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")));
        await using var provider = WithAwsOptions(ec2).AddAWSService<IAmazonEC2>().AddStopinator(Quickly).BuildServiceProvider();
        var power = provider.GetRequiredService<IInstancePowerService>();

        ReportAssert.All(await power.StopAsync(Some.Selector), 3, Outcome.Accepted, ReasonCode.RequestAccepted);
        ReportAssert.All(await power.StartAsync(Some.Selector), 3, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task AddDefaultAwsOptions_WithoutAClient_GivesRegionEndpointAndKeysToAClientOfItsOwn()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")));
        await using var provider = WithAwsOptions(ec2).AddStopinator(Quickly).BuildServiceProvider();

        ReportAssert.All(await provider.GetRequiredService<IInstancePowerService>().RebootAsync(Some.Selector), 3, Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.All(ec2.Calls, call => Assert.Equal("AKIAOFAWSOPTIONS", call.AccessKeyId));
        Assert.Null(provider.GetService<IAmazonEC2>());
    }

    [Fact]
    public async Task AddDefaultAwsOptions_BesideOptionsOfOurs_OursComeFirst()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(i => i.Tagged("Env", "dev")), new SimulatedEc2Options { Region = "eu-west-3" });
        await using var provider = WithAwsOptions(ec2)
            .AddStopinator(options => (options.Ec2.Region, options.Credentials) = ("eu-west-3", new BasicAWSCredentials("AKIAOFOUROPTIONS", "secret")))
            .BuildServiceProvider();

        await provider.GetRequiredService<IInstancePowerService>().StopAsync(Some.Selector);

        Assert.All(ec2.Calls, call => Assert.Equal(("AKIAOFOUROPTIONS", 200), (call.AccessKeyId, call.Status)));
    }

    [Fact]
    public async Task Unkeyed_ClientUnderTheKeyOfStopinator_ComesBeforeTheOneWithoutAKey()
    {
        var (application, own) = (Sdk.ClientWith(), Sdk.ClientWith(Some.Instance(PowerState.Running)));
        await using var provider = new ServiceCollection()
            .AddSingleton(application).AddKeyedSingleton(StopinatorClient.Key, own).AddStopinator().BuildServiceProvider();

        Assert.Single(await provider.GetRequiredService<IInstancePowerService>().FindAsync(InstanceSelector.All).ToListAsync());

        Assert.Empty(application.ReceivedCalls());
    }

    [Fact]
    public async Task Resolve_Service_MakesNoClientBeforeTheFirstCall()
    {
        var made = 0;
        await using var provider = new ServiceCollection()
            .AddSingleton(_ =>
            {
                made++;
                return Sdk.ClientWith();
            })
            .AddStopinator().BuildServiceProvider();

        var power = provider.GetRequiredService<IInstancePowerService>();
        Assert.Equal(0, made);
        Assert.Empty(await power.FindAsync(InstanceSelector.All).ToListAsync());
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Call_ClientCannotBeMade_SaysSoOnceAndIsTriedAgainByTheNextCall()
    {
        var made = 0;
        await using var provider = new ServiceCollection()
            .AddSingleton<IAmazonEC2>(_ => throw new InvalidOperationException($"no client {++made}"))
            .AddStopinator().BuildServiceProvider();
        var power = provider.GetRequiredService<IInstancePowerService>();

        for (var call = 1; call <= 2; call++)
        {
            var exception = await Assert.ThrowsAsync<Ec2Exception>(() => power.StopAsync(InstanceSelector.All));
            Assert.Equal(("InvalidConfiguration", false), (exception.Code, exception.MayHaveActed));
            Assert.Contains($"no client {call}", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MultiTarget_FactoryOfTheContainer_GivesTheClientOfEachTarget()
    {
        await using var one = SimulatedEc2.Create(fleet => fleet.Add(1, i => i.Tagged("Env", "dev")));
        await using var two = SimulatedEc2.Create(fleet => fleet.Add(2, i => i.Tagged("Env", "dev")));
        await using var provider = new ServiceCollection()
            .AddSingleton<Func<PowerTarget, IAmazonEC2>>(target => target.Region switch
            {
                "eu-west-1" => one.CreateClient(),
                "eu-west-2" => two.CreateClient(),
                _ => throw new NotSupportedException($"No account for {target}."),
            })
            .AddStopinator().BuildServiceProvider();

        var report = await provider.GetRequiredService<IMultiTargetPowerService>().RunAsync(
            new[] { "eu-west-1", "eu-west-2", "eu-west-3" }.Select(region => new PowerTarget { Region = region }), PowerRequest.Stop(Some.Selector));

        Assert.Equal([1, 2, null], report.Targets.Select(target => target.Report?.Count(Outcome.Accepted)));
        Assert.Equal("InvalidConfiguration", report.Targets[2].ErrorCode);
        Assert.Contains("No account for eu-west-3.", report.Targets[2].ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OptionsOfOurOwnClientBesideOneThatIsRegistered_AreRefusedByBothNames()
    {
        var failures = Failures(services => services
            .AddSingleton(Sdk.ClientWith())
            .AddStopinator(options => (options.Ec2.Region, options.Ec2.UseFips, options.Credentials) = ("eu-west-1", true, new BasicAWSCredentials("a", "b"))));

        Assert.Equal(
            "Ec2.Region, Ec2.UseFips, Credentials are set, and an IAmazonEC2 is registered, which brings settings of its own. Take one of the two away.",
            Assert.Single(failures));
        Assert.Contains(
            "an IAmazonEC2 with the key 'a' is registered",
            Assert.Single(Failures(services => services.AddKeyedSingleton("a", Sdk.ClientWith()).AddKeyedStopinator("a", options => options.Ec2.Profile = "dev"))),
            StringComparison.Ordinal);
        Assert.Contains(
            "a Func<PowerTarget, IAmazonEC2> is registered",
            Assert.Single(Failures(services => services
                .AddSingleton<Func<PowerTarget, IAmazonEC2>>(_ => Sdk.ClientWith()).AddStopinator(options => options.Ec2.Profile = "dev"))),
            StringComparison.Ordinal);
        Assert.Empty(Failures(services => services.AddSingleton(Sdk.ClientWith()).AddKeyedStopinator("a", options => options.Ec2.Region = "eu-west-1")));
    }

    [Fact]
    public void Start_ScopedClient_IsRefusedWithTheReason() =>
        Assert.Contains(
            "registered as scoped, but Stopinator's services are singletons",
            Assert.Single(Failures(services => services.AddScoped(_ => Sdk.ClientWith()).AddStopinator())),
            StringComparison.Ordinal);

    [Fact]
    public async Task Reboot_ClientThatRepeats_IsRefusedWithTheLineThatCuresIt()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev")));
        await using var provider = WithAwsOptions(ec2).AddLogging(logging => logging.AddFakeLogging()).AddAWSService<IAmazonEC2>().AddStopinator(Quickly).BuildServiceProvider();
        var power = provider.GetRequiredService<IInstancePowerService>();

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => power.RebootAsync(Some.Selector));
        await power.StopAsync(Some.Selector);

        Assert.All(
            ["A reboot must not be sent twice", "MaxErrorRetry 2, MaxStaleConnectionRetries ", "AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key"],
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(ec2.Calls, call => call.Action == "RebootInstances");
        var warning = Assert.Single(provider.GetFakeLogCollector().GetSnapshot(), entry => entry.Id.Id == 12);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reboot_WithTheCure_IsSentOnceEvenWhenItsAnswerIsLost()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev")));
        ec2.Faults.On("RebootInstances").Always().FailAfterActing("InternalError");
        await using var provider = WithAwsOptions(ec2)
            .AddLogging(logging => logging.AddFakeLogging())
            .AddAWSService<IAmazonEC2>()
            .AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key, (config, _) =>
            {
                config.MaxErrorRetry = 0;
                config.MaxStaleConnectionRetries = 0;
            })
            .AddStopinator(Quickly).BuildServiceProvider();

        var report = await provider.GetRequiredService<IInstancePowerService>().RebootAsync(Some.Selector);

        Assert.Equal(2, report.Count(Outcome.Unknown));
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Reboots));
        Assert.DoesNotContain(provider.GetFakeLogCollector().GetSnapshot(), entry => entry.Id.Id == 12);
        Assert.Equal(2, provider.GetRequiredService<IAmazonEC2>().Config.MaxErrorRetry);
    }

    private static IServiceCollection WithAwsOptions(SimulatedEc2 ec2) => new ServiceCollection().AddDefaultAWSOptions(new AWSOptions
    {
        Credentials = new BasicAWSCredentials("AKIAOFAWSOPTIONS", "secret"),
        DefaultClientConfig = { ServiceURL = ec2.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" },
    });

    private static void Quickly(StopinatorOptions options) => options.Verification.FirstInterval = TimeSpan.FromMilliseconds(1);

    private static IEnumerable<string> Failures(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
