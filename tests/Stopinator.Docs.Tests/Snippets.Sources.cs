using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Lambda;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;

namespace Stopinator.Docs.Tests;

/// <content>The snippets of docs/sources.md.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task RegisterASource()
    {
        var services = new ServiceCollection().AddStopinator(); // not shown
        services.AddScheduledPower((options, sources) =>
            options.Tags = [ScheduleTag.Own(sources.Catalog("ssm:/stopinator/schedules"))]);
        await using var provider = services.BuildServiceProvider(); // not shown
        Assert.IsType<ScheduledPowerService>(provider.GetRequiredService<IScheduledPowerService>()); // not shown
        Assert.Single(provider.GetRequiredService<IOptions<ScheduledPowerOptions>>().Value.Tags); // not shown
    }

    [Fact]
    public async Task OpenASource()
    {
        var power = Substitute.For<IInstancePowerService>(); // not shown
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = "office-hours" }; // not shown
        PreviewInstance[] instances = [new("i-1", tags)]; // not shown
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero); // not shown
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "schedules.json"), Pages.Blocks.Single(block => block.Comment == "schedule catalog").Text); // not shown
        using var sources = new ScheduleSources(new ScheduleSourceOptions { ReadEvery = TimeSpan.FromMinutes(5) });
        var options = new ScheduledPowerOptions { Tags = [ScheduleTag.Own(sources.Catalog("schedules.json"))] };
        var scheduled = new ScheduledPowerService(power, options);

        // A preview takes the options with what the sources have now.
        var preview = FleetPreview.WeekAhead(instances, await options.WithCurrentCatalogsAsync(), now);
        Assert.Contains("mon-fri 07:00-20:00", preview.ToString(), StringComparison.Ordinal); // not shown
        Assert.NotNull(scheduled); // not shown
    }

    [Fact]
    public void MakeAPolicyForSchedules()
    {
        var policy = IamPolicy.ForSchedules(["s3://my-bucket/power/schedules.json", "s3://my-bucket/power/*.ics"]);
        Assert.Equal(["arn:aws:s3:::my-bucket/power/schedules.json", "arn:aws:s3:::my-bucket/power/*.ics"], policy.Statements.Single().Resources); // not shown
    }

    [Fact]
    public async Task RunAFunctionWithSources()
    {
        string[] args = ["--version"]; // not shown
        var exitCode = await StopinatorFunction.RunAsync(args, schedules: new ScheduleSources());
        Assert.Equal(0, exitCode); // not shown
    }
}
