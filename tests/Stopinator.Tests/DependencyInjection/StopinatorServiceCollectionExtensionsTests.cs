using Amazon.EC2;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.DependencyInjection;

public sealed class StopinatorServiceCollectionExtensionsTests
{
    private static readonly IConfiguration Five = Configuration(("Guards:MaxInstances", "5"));

    [Fact]
    public async Task Add_Defaults_IsOneServiceThatLooksNothingUp()
    {
        await using var provider = new ServiceCollection().AddStopinator().BuildServiceProvider(validateScopes: true);

        var service = provider.GetRequiredService<IInstancePowerService>();

        Assert.IsType<InstancePowerService>(service);
        Assert.Same(service, provider.GetRequiredService<IInstancePowerService>());
    }

    [Fact]
    public async Task Add_EachOverload_SetsTheOptions()
    {
        await using var byCode = new ServiceCollection().AddStopinator(options => options.Guards.MaxInstances = 5).BuildServiceProvider();
        await using var byConfiguration = new ServiceCollection().AddStopinator(Five).BuildServiceProvider();
        await using var keyedByCode = new ServiceCollection().AddKeyedStopinator("a", options => options.Guards.MaxInstances = 5).BuildServiceProvider();
        await using var keyedByConfiguration = new ServiceCollection().AddKeyedStopinator("a", Five).BuildServiceProvider();

        Assert.All(
            [(byCode, ""), (byConfiguration, ""), (keyedByCode, "a"), (keyedByConfiguration, "a")],
            ((ServiceProvider Provider, string Name) of) => Assert.Equal(5, Options(of.Provider, of.Name).Guards.MaxInstances));
        Assert.NotNull(keyedByConfiguration.GetRequiredKeyedService<IInstancePowerService>("a"));
        Assert.Null(keyedByConfiguration.GetService<IInstancePowerService>());
    }

    [Fact]
    public async Task Add_Twice_AddsNothingButOptions()
    {
        var services = new ServiceCollection()
            .AddStopinator(options => options.Guards.MaxInstances = 5)
            .AddStopinator(Configuration(("Guards:MaxPercent", "10")))
            .AddStopinator()
            .AddKeyedStopinator("a", _ => { })
            .AddKeyedStopinator("a", _ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<IInstancePowerService>());
        Assert.Single(provider.GetKeyedServices<IInstancePowerService>("a"));
        Assert.Equal(2, provider.GetServices<IValidateOptions<StopinatorOptions>>().Count());
        Assert.Equal((5, 10), (Options(provider).Guards.MaxInstances, Options(provider).Guards.MaxPercent));
    }

    [Fact]
    public async Task Add_ServiceOfTheUser_Wins()
    {
        var own = Substitute.For<IInstancePowerService>();
        await using var provider = new ServiceCollection().AddSingleton(own).AddStopinator().BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IInstancePowerService>());
    }

    [Fact]
    public async Task Add_ClientClockAndLoggersOfTheUser_AreUsed()
    {
        var (ec2, clock) = (Client("i-00000001"), new SimulatedClock(Ec2Lab.Start));
        await using var provider = new ServiceCollection()
            .AddSingleton(ec2).AddSingleton<TimeProvider>(clock).AddLogging(logging => logging.AddFakeLogging()).AddStopinator().BuildServiceProvider();

        var plan = await provider.GetRequiredService<IInstancePowerService>().PlanAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal("i-00000001", Assert.Single(plan.Decisions).InstanceId);
        Assert.Equal(Ec2Lab.Start, plan.CreatedAt);
        Assert.NotEmpty(provider.GetFakeLogCollector().GetSnapshot());
    }

    [Fact]
    public async Task AddKeyed_EachKey_HasItsOwnOptionsAndClient()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton(Client("i-00000001"))
            .AddKeyedSingleton("a", Client("i-0000000a"))
            .AddKeyedSingleton("b", Client("i-0000000b"))
            .AddStopinator(options => options.Guards.MaxInstances = 1)
            .AddKeyedStopinator("a", options => options.Guards.MaxInstances = 2)
            .AddKeyedStopinator("b", Configuration(("Guards:MaxInstances", "3")))
            .BuildServiceProvider();

        Assert.Equal("i-00000001", await FirstAsync(provider.GetRequiredService<IInstancePowerService>()));
        Assert.Equal("i-0000000a", await FirstAsync(provider.GetRequiredKeyedService<IInstancePowerService>("a")));
        Assert.Equal("i-0000000b", await FirstAsync(provider.GetRequiredKeyedService<IInstancePowerService>("b")));
        Assert.Equal((1, 2, 3), (Options(provider).Guards.MaxInstances, Options(provider, "a").Guards.MaxInstances, Options(provider, "b").Guards.MaxInstances));
    }

    [Fact]
    public async Task AddKeyed_ClientWithoutAKey_IsNotTaken()
    {
        await using var simulated = await SimulatedEc2.StartAsync(_ => { });
        var ec2 = Client("i-00000001");
        await using var provider = new ServiceCollection().AddSingleton(ec2).AddKeyedStopinator("a", options => Local(options, simulated)).BuildServiceProvider();

        Assert.Null(await FirstAsync(provider.GetRequiredKeyedService<IInstancePowerService>("a")));

        Assert.Single(simulated.Calls);
        Assert.Empty(ec2.ReceivedCalls());
    }

    [Fact]
    public async Task Start_OptionsOutOfBounds_AreRefusedWithEveryProblem()
    {
        await using var provider = new ServiceCollection()
            .AddStopinator(options => (options.Guards.MaxInstances, options.Execution.MaxBatchSize) = (-1, 0)).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(2, exception.Failures.Count());
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IInstancePowerService>);
    }

    [Fact]
    public async Task Start_OptionsOfAKeyOutOfBounds_AreRefused()
    {
        await using var provider = new ServiceCollection()
            .AddStopinator().AddKeyedStopinator("a", options => options.Ec2.Region = "eu-wset-1").BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal("a", exception.OptionsName);
        Assert.Contains("Did you mean 'eu-west-1'?", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(provider.GetRequiredService<IInstancePowerService>());
    }

    [Fact]
    public async Task Start_ConfigurationMisspelled_IsRefused()
    {
        await using var provider = new ServiceCollection().AddStopinator(Configuration(("Gaurds:MaxInstances", "5"))).BuildServiceProvider();

        Assert.Contains("Did you mean 'Guards'?", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Provider_DisposesTheServiceButNotTheClient()
    {
        await using var simulated = await SimulatedEc2.StartAsync(_ => { });
        var ec2 = Client("i-00000001");
        var provider = new ServiceCollection()
            .AddStopinator(options => Local(options, simulated)).AddKeyedSingleton("a", ec2).AddKeyedStopinator("a", _ => { }).BuildServiceProvider();
        var service = provider.GetRequiredService<IInstancePowerService>();
        Assert.Null(await FirstAsync(service));
        Assert.NotNull(provider.GetRequiredKeyedService<IInstancePowerService>("a"));

        await provider.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => FirstAsync(service));
        Assert.Single(simulated.Calls);
        ec2.DidNotReceive().Dispose();
    }

    [Fact]
    public void Add_NullArguments_AreNamed()
    {
        var services = new ServiceCollection();

        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddStopinator()).ParamName);
        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddStopinator(_ => { })).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => services.AddStopinator((Action<StopinatorOptions>)null!)).ParamName);
        Assert.Equal("configuration", Assert.Throws<ArgumentNullException>(() => services.AddStopinator((IConfiguration)null!)).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentNullException>(() => services.AddKeyedStopinator(null!, _ => { })).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => services.AddKeyedStopinator("", Five)).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => services.AddKeyedStopinator("a", (Action<StopinatorOptions>)null!)).ParamName);
        Assert.Equal("configuration", Assert.Throws<ArgumentNullException>(() => services.AddKeyedStopinator("a", (IConfiguration)null!)).ParamName);
        Assert.Empty(services);
    }

    private static void Local(StopinatorOptions options, SimulatedEc2 simulated)
    {
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", simulated.Endpoint);
        options.Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        options.Retry.MaxAttempts = 1;
    }

    private static StopinatorOptions Options(ServiceProvider provider, string name = "") => provider.GetRequiredService<IOptionsMonitor<StopinatorOptions>>().Get(name);

    private static IAmazonEC2 Client(string id) => Sdk.ClientWith(new Ec2Instance { InstanceId = id, State = PowerState.Running });

    private static async Task<string?> FirstAsync(IInstancePowerService service) => (await service.FindAsync(InstanceSelector.All).FirstOrDefaultAsync())?.InstanceId;

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
