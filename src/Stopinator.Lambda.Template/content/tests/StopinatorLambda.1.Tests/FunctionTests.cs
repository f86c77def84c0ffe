//#if (targets)
using System.Collections.Concurrent;
//#endif
using System.Text.Json;
//#if (hasZones)
using System.Text.RegularExpressions;
//#endif
//#if (targets)
using Stopinator;
//#endif
using Stopinator.Lambda;
//#if (hasZones)
using Stopinator.Scheduling;
//#endif
using Stopinator.Testing;
using Xunit;

namespace StopinatorLambda._1.Tests;

/// <summary>The function against a simulated EC2, with the settings of launchSettings.json, on a clock that jumps over every wait.</summary>
public sealed class FunctionTests
{
    // A minute after the scheduled time in events/schedule.json.
    private readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 1, 5, 20, 1, 0, TimeSpan.Zero));

    public static TheoryData<string> Events { get; } = [.. Directory.GetFiles("events").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Event_OfTheFolder_IsUnderstood(string file)
    {
        await using var ec2 = Fleet(instance => instance.Running());

        using var answer = await InvokeAsync(ec2, file);

        Assert.NotEmpty(ec2.Calls);
    }

    [Fact]
    public async Task Stop_RunningInstances_StopsThoseOfTheTagAndNoOthers()
    {
        await using var ec2 = Fleet(instance => instance.Running());

        using var report = await InvokeAsync(ec2, "stop.json");

//#if (selector == "")
        Assert.All(ec2.Instances, instance => Assert.Equal(IsTagged(instance) ? 1 : 0, instance.Stops));
//#else
        // The selector decides which. Add instances of both kinds to the fleet, and write here what you expect.
        Assert.All(ec2.Instances, instance => Assert.True(IsTagged(instance) || instance.Stops == 0));
//#endif
    }

    [Fact]
    public async Task Start_StoppedInstances_StartsThoseOfTheTagAndNoOthers()
    {
        await using var ec2 = Fleet(instance => instance.Stopped().StoppedAt(_clock.GetUtcNow().AddMinutes(-30)));

        using var report = await InvokeAsync(ec2, "start.json");

//#if (selector == "")
        Assert.All(ec2.Instances, instance => Assert.Equal(IsTagged(instance) ? 1 : 0, instance.Starts));
//#else
        Assert.All(ec2.Instances, instance => Assert.True(IsTagged(instance) || instance.Starts == 0));
//#endif
    }
//#if (onlyStoppedWithin > 0)

    [Fact]
    public async Task Start_InstancesStoppedLongAgo_LeavesThemAlone()
    {
        await using var ec2 = Fleet(instance => instance.Stopped().StoppedAt(_clock.GetUtcNow().AddHours(-__Hours__ - 1)));

        using var report = await InvokeAsync(ec2, "start.json");

        Assert.All(ec2.Instances, instance => Assert.Equal(0, instance.Starts));
    }
//#endif
//#if (tags)

    [Fact]
    public async Task Reconcile_InstancesWithSchedules_HoldsThoseOfTheTagToThem()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("__TagKey__", "__TagValue__").Tagged("stopinator:schedule", "off").Running());
                fleet.Add(instance => instance.Tagged("__TagKey__", "__TagValue__").Tagged("stopinator:schedule", "24x7").StoppedAt(_clock.GetUtcNow().AddMinutes(-30)));
                fleet.Add(instance => instance.Tagged("__TagKey__", "another").Tagged("stopinator:schedule", "off").Running());
            },
            new SimulatedEc2Options { TimeProvider = _clock, IamRule = new IamRule("__TagKey__", "__TagValue__") });

        using var report = await InvokeAsync(ec2, "reconcile.json");

//#if (selector == "")
        Assert.Equal([SimulatedState.Stopped, SimulatedState.Running, SimulatedState.Running], ec2.Instances.Select(instance => instance.State));
//#else
        Assert.Equal(SimulatedState.Running, ec2.Instances[2].State);
//#endif
    }
//#endif
//#if (targets)

    [Fact]
    public async Task Stop_AtTheTargetsOfTheFile_StopsThoseOfTheTagInEach()
    {
        var regions = new ConcurrentDictionary<PowerTarget, Lazy<SimulatedEc2>>();
        var settings = Settings();
        settings["STOPINATOR_TARGETS"] = "targets.json";
        using var function = StopinatorFunction.Create(
            settings,
            clientFor: target => regions.GetOrAdd(target, one => new(() => Fleet(instance => instance.Running(), one.Region))).Value
                .CreateClient(),
            timeProvider: _clock,
            log: Stream.Null);
        await using var input = File.OpenRead(Path.Combine("events", "stop.json"));

        var cancellationToken = TestContext.Current.CancellationToken;
        await using var answer = await _clock.RunAsync(() => function.InvokeAsync(input, cancellationToken: cancellationToken));

        using var report = await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
        Assert.Equal(0, report.RootElement.GetProperty("failedTargets").GetInt32());
        Assert.NotEmpty(regions);
        foreach (var region in regions.Values)
        {
            await using var ec2 = region.Value;
//#if (selector == "")
            Assert.All(ec2.Instances, instance => Assert.Equal(IsTagged(instance) ? 1 : 0, instance.Stops));
//#else
            Assert.All(ec2.Instances, instance => Assert.True(IsTagged(instance) || instance.Stops == 0));
//#endif
        }
    }
//#endif
//#if (hasZones)

    [Fact]
    public void TimeZones_OfTheInfrastructure_AreIanaTimeZones()
    {
        var zones = Directory.GetFiles("infra").SelectMany(file => ZonesOf(File.ReadAllText(file))).Distinct().ToArray();

        // The error names a zone that does not exist, and the zone that was probably meant.
        Assert.NotEmpty(zones);
        Assert.All(zones, zone => Assert.Equal(zone, new PowerSchedule(zone, []).TimeZone));
    }
//#endif

    private static bool IsTagged(SimulatedInstance instance) => instance.Tags.GetValueOrDefault("__TagKey__") == "__TagValue__";

    // Instances of the tag and two others; and a role that may start and stop those with the tag only, as in infra/.
    private SimulatedEc2 Fleet(Action<InstanceBuilder> state, string region = "__RegionOrFirst__") => SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add(3, instance => state(instance.Tagged("__TagKey__", "__TagValue__")));
            fleet.Add(2, instance => state(instance.Tagged("__TagKey__", "another")));
//#if (alarm)

            // The instance of events/alarm.json.
            fleet.Add("i-0123456789abcdef0", instance => state(instance.Tagged("__TagKey__", "__TagValue__")));
//#endif
        },
        new SimulatedEc2Options { TimeProvider = _clock, IamRule = new IamRule("__TagKey__", "__TagValue__"), Region = region });

    private async Task<JsonDocument> InvokeAsync(SimulatedEc2 ec2, string file)
    {
        using var function = StopinatorFunction.Create(Settings(), ec2.CreateClient(), timeProvider: _clock, log: Stream.Null);
        await using var input = File.OpenRead(Path.Combine("events", file));
        await using var answer = await _clock.RunAsync(() => function.InvokeAsync(input, cancellationToken: TestContext.Current.CancellationToken));
        return await JsonDocument.ParseAsync(answer, cancellationToken: TestContext.Current.CancellationToken);
    }

//#if (hasZones)
    // The default of the parameter for a time zone, or in up.sh the default of the variable.
    private static IEnumerable<string> ZonesOf(string text) =>
        Regex.Matches(text, @"time_?zone(\W+type\W+string\W+default\W+|:-|\W, \W)(?<zone>[a-z][\w/+-]*)", RegexOptions.IgnoreCase)
            .Select(match => match.Groups["zone"].Value);

//#endif
    private static Dictionary<string, string> Settings()
    {
        using var file = JsonDocument.Parse(File.ReadAllText("launchSettings.json"));
//#if (sourced)
        var settings = file.RootElement.GetProperty("profiles").EnumerateObject().Single().Value.GetProperty("environmentVariables")
            .EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);

        // A catalog of the test instead of the deployed one.
        settings["STOPINATOR_SCHEDULES"] = """{"timeZone":"__TimeZone__","schedules":{}}""";
        return settings;
//#else
        return file.RootElement.GetProperty("profiles").EnumerateObject().Single().Value.GetProperty("environmentVariables")
            .EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);
//#endif
    }
}
