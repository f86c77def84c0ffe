using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.DependencyInjection;

public sealed class ScheduledPowerServiceCollectionExtensionsTests
{
    [Fact]
    public async Task Add_Defaults_IsOneServiceOnThePowerService()
    {
        await using var provider = new ServiceCollection().AddStopinator().AddScheduledPower().BuildServiceProvider(validateScopes: true);

        var service = provider.GetRequiredService<IScheduledPowerService>();

        Assert.IsType<ScheduledPowerService>(service);
        Assert.Same(service, provider.GetRequiredService<IScheduledPowerService>());
    }

    [Fact]
    public async Task Add_OptionsClockAndPowerServiceOfTheUser_AreUsed()
    {
        var (power, clock) = (Substitute.For<IInstancePowerService>(), new SimulatedClock(ScheduledLab.Start));
        await using var provider = new ServiceCollection()
            .AddSingleton(power).AddSingleton<TimeProvider>(clock)
            .AddScheduledPower(options => options.Tags = [ScheduleTag.Own("hours")])
            .BuildServiceProvider();

        var plan = await provider.GetRequiredService<IScheduledPowerService>().PlanAsync();

        Assert.Equal(ScheduledLab.Start, plan.Tick);
        Assert.Equal(InstanceSelector.ByTagKey("hours"), SelectorOf(power));
    }

    [Fact]
    public async Task Add_Twice_AddsNothingButOptions()
    {
        var services = new ServiceCollection()
            .AddScheduledPower(options => options.Mode = ReconcileMode.Edges)
            .AddScheduledPower(options => options.LookBack = TimeSpan.FromHours(1))
            .AddScheduledPower()
            .AddKeyedScheduledPower("a", _ => { })
            .AddKeyedScheduledPower("a", _ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.Single(services, service => service.ServiceType == typeof(IScheduledPowerService) && !service.IsKeyedService);
        Assert.Single(services, service => service.ServiceType == typeof(IScheduledPowerService) && service.IsKeyedService);
        Assert.Single(provider.GetServices<IValidateOptions<ScheduledPowerOptions>>());
        var options = provider.GetRequiredService<IOptions<ScheduledPowerOptions>>().Value;
        Assert.Equal((ReconcileMode.Edges, TimeSpan.FromHours(1)), (options.Mode, options.LookBack));
    }

    [Fact]
    public async Task Add_ServiceOfTheUser_Wins()
    {
        var own = Substitute.For<IScheduledPowerService>();
        await using var provider = new ServiceCollection().AddSingleton(own).AddScheduledPower().BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IScheduledPowerService>());
    }

    [Fact]
    public async Task AddKeyed_EachKey_HasItsOwnOptionsAndPowerService()
    {
        var (first, second) = (Substitute.For<IInstancePowerService>(), Substitute.For<IInstancePowerService>());
        await using var provider = new ServiceCollection()
            .AddSingleton(Substitute.For<IInstancePowerService>()).AddKeyedSingleton("a", first).AddKeyedSingleton("b", second)
            .AddKeyedScheduledPower("a", options => options.Tags = [ScheduleTag.Own("a-hours")])
            .AddKeyedScheduledPower("b", options => options.Tags = [ScheduleTag.Own("b-hours")])
            .BuildServiceProvider();

        await provider.GetRequiredKeyedService<IScheduledPowerService>("a").PlanAsync();
        await provider.GetRequiredKeyedService<IScheduledPowerService>("b").PlanAsync();

        Assert.Equal((InstanceSelector.ByTagKey("a-hours"), InstanceSelector.ByTagKey("b-hours")), (SelectorOf(first), SelectorOf(second)));
        Assert.Null(provider.GetService<IScheduledPowerService>());
    }

    [Fact]
    public async Task Resolve_WithoutAPowerService_NamesWhatIsMissing()
    {
        await using var provider = new ServiceCollection().AddStopinator().AddKeyedScheduledPower("a", _ => { }).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredKeyedService<IScheduledPowerService>("a"));

        Assert.Contains(nameof(IInstancePowerService), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OptionsOutOfBounds_AreRefusedWithEveryProblem()
    {
        await using var provider = new ServiceCollection()
            .AddStopinator().AddScheduledPower(options => (options.Tags, options.Interval) = ([], TimeSpan.Zero)).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(2, exception.Failures.Count());
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IScheduledPowerService>);
    }

    [Fact]
    public async Task Start_OptionsOfAKeyOutOfBounds_AreRefused()
    {
        await using var provider = new ServiceCollection()
            .AddScheduledPower().AddKeyedScheduledPower("a", options => options.LookBack = TimeSpan.FromDays(2)).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal("a", exception.OptionsName);
    }

    [Fact]
    public void Add_NullArguments_AreNamed()
    {
        var services = new ServiceCollection();

        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddScheduledPower()).ParamName);
        Assert.Equal(
            "services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddScheduledPower(_ => { })).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => services.AddScheduledPower(null!)).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => services.AddKeyedScheduledPower("", _ => { })).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => services.AddKeyedScheduledPower("a", null!)).ParamName);
        Assert.Empty(services);
    }

    private static InstanceSelector SelectorOf(IInstancePowerService power) =>
        ((PowerRequest)Assert.Single(power.ReceivedCalls()).GetArguments()[0]!).Selector;
}
