using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Scheduling.Sources.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Sources.Tests.DependencyInjection;

public sealed class ScheduleSourcesRegistrationTests : IDisposable
{
    private readonly SourceWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task AddScheduledPower_WithASource_PlansByTheCurrentCatalogAndReportsOneThatIsKept()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new() { TimeProvider = _world.Time });
        var id = ec2.Launch(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "office"));
        _world.Texts["/power/schedules"] = SourceWorld.Office;
        await using var provider = Services()
            .AddStopinator(options => options.Scope = InstanceSelector.ByTag("Env", "dev"))
            .AddSingleton(ec2.CreateClient())
            .AddScheduledPower((options, sources) => options.Tags = [ScheduleTag.Own(sources.Catalog("ssm:/power/schedules"))])
            .BuildServiceProvider();
        var service = provider.GetRequiredService<IScheduledPowerService>();

        // 10:00 in Paris: office hours from 8, then from 10, then none at all.
        var before = await _world.Time.RunAsync(() => service.PlanAsync(cancellationToken: Cancellation));
        _world.Texts["/power/schedules"] = """{ "timeZone": "Europe/Paris", "schedules": { "office": "off" } }""";
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var changed = await _world.Time.RunAsync(() => service.PlanAsync(cancellationToken: Cancellation));
        _world.Texts["/power/schedules"] = "{";
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var report = await _world.Time.RunAsync(() => service.RunAsync(cancellationToken: Cancellation));

        Assert.Equal(0, before.Power.ActingCount);
        Assert.Equal(1, changed.Power.ActingCount);
        Assert.Empty(changed.CatalogProblems);
        Assert.Equal(id, Assert.Single(report.Power.Instances).InstanceId);
        Assert.Contains("stay in force", Assert.Single(report.CatalogProblems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddKeyedScheduledPower_WithASource_IsApartFromTheOneWithoutAKey()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new() { TimeProvider = _world.Time });
        await using var provider = Services()
            .AddKeyedStopinator("prod", options => options.Scope = InstanceSelector.ByTag("Env", "prod"))
            .AddKeyedSingleton("prod", ec2.CreateClient())
            .AddKeyedScheduledPower(
                "prod", (options, sources) => options.Tags = [ScheduleTag.InstanceScheduler(sources.InstanceScheduler("ssm:/is"))])
            .BuildServiceProvider();

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            () => provider.GetRequiredKeyedService<IScheduledPowerService>("prod").PlanAsync(cancellationToken: Cancellation));

        Assert.Equal("ssm:/is", exception.Location);
        Assert.Null(provider.GetService<IScheduledPowerService>());
    }

    [Fact]
    public async Task AddScheduleSources_OptionsOutOfBounds_AreListedTogether()
    {
        await using var provider = Services()
            .AddScheduleSources(
                options => (options.ReadEvery, options.Timeout, options.MaxBytes) = (TimeSpan.FromDays(2), TimeSpan.Zero, 1))
            .BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IScheduleSources>);

        Assert.Equal(
            ["MaxBytes", "ReadEvery", "Timeout"],
            exception.Failures.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Throws<OptionsValidationException>(() => new ScheduleSources(new() { MaxBytes = int.MaxValue }));
    }

    [Fact]
    public async Task Dispose_OfTheContainer_LeavesTheClientsOfTheApplicationAlone()
    {
        var sources = new ScheduleSources(ssm: _world.Ssm, s3: _world.S3, timeProvider: _world.Time);
        _world.Texts["/power/schedules"] = SourceWorld.Office;
        await sources.Catalog("ssm:/power/schedules").GetAsync(Cancellation);

        sources.Dispose();

        _world.Ssm.DidNotReceive().Dispose();
    }

    [Fact]
    public async Task WithCurrentCatalogsAsync_ForAPreview_HasTheSchedulesOfTheSource()
    {
        _world.Texts["/power/schedules"] = SourceWorld.Office;
        using var sources = _world.Sources();
        var options = new ScheduledPowerOptions { Tags = [ScheduleTag.Own(sources.Catalog("ssm:/power/schedules"))] };
        var instance = new PreviewInstance(
            "i-1", new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = "office" });
        var at = _world.Time.GetUtcNow();

        var exception = Assert.Throws<InvalidOperationException>(() => InstancePreview.WhatIf(instance, options, at));
        var preview = InstancePreview.WhatIf(instance, await options.WithCurrentCatalogsAsync(Cancellation), at);

        Assert.Contains("WithCurrentCatalogsAsync", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("running: inside the window mon-fri 08:00-18:00 (Europe/Paris)", preview.Explanation, StringComparison.Ordinal);
    }

    private IServiceCollection Services() => new ServiceCollection()
        .AddSingleton<TimeProvider>(_world.Time)
        .AddSingleton<IAmazonSimpleSystemsManagement>(_world.Ssm)
        .AddSingleton<IAmazonS3>(_world.S3);
}
