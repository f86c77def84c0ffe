using Microsoft.Extensions.Options;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>A preview by the options of the reconciler shows what the reconciler does.</summary>
public sealed class TaggedFleetPreviewTests
{
    private const string Tag = "stopinator:schedule";

    private static readonly ScheduledPowerOptions Options = new()
    {
        Tags =
        [
            ScheduleTag.Own(
                catalog: ScheduleCatalog.Parse("""{"timeZone":"Europe/Paris","schedules":{"office-hours":"mon-fri 07:00-20:00"}}""")),
            ScheduleTag.InstanceScheduler(
                InstanceSchedulerNotation.ParseCatalog("""{"periods":[],"schedules":[{"name":"parked","override_status":"stopped"}]}""")),
            ScheduleTag.OffHours(),
        ],
    };

    /// <summary>Tags as <c>key=value</c>, one a line, and the explanation on Friday at 20:00 in Paris.</summary>
    public static TheoryData<string, string> Tags { get; } = new()
    {
        { $"{Tag}=office-hours", "stopped: outside every window (Europe/Paris); running from 2026-11-23T07:00+01:00" },
        { $"{Tag}=24x7\nSchedule=parked", "running: the schedule is always on; that does not change any more" },
        { "Schedule=parked", "stopped: overridden: override_status is stopped; that does not change any more" },
        { "maid_offhours=off=(m-f,13);on=(m-f,7);tz=et", "stopped: after an off hour, mon-fri 13:00 (America/New_York); running from 2026-11-23T07:00-05:00" },
        { $"{Tag}=office-hours\nstopinator:keep-running-until=2026-11-20T22:00Z", "running: overridden: running until 2026-11-20T22:00Z; stopped from 2026-11-20T23:00+01:00" },
        { $"{Tag}=24x7 Europe/Paris\nstopinator:keep-stopped-until=2026-11-20T22:00Z", "stopped: overridden: stopped until 2026-11-20T22:00Z; running from 2026-11-20T23:00+01:00" },
        { $"{Tag}=off\nstopinator:keep-running-until=2026-11-20T18:00Z", "stopped: the schedule is off; that does not change any more" },
        { $"{Tag}=nonsense 99\nstopinator:opt-out=", "left alone: It carries the tag stopinator:opt-out, which takes it out of the schedules." },
        { "maid_offhours=off", "left alone: Its tag maid_offhours exempts it." },
        { "Env=dev", $"left alone: It carries no tag {Tag} or Schedule or maid_offhours." },
        { $"{Tag}=off\nstopinator:keep-running-until=tonight", "left alone, its schedule cannot be read: The tag stopinator:keep-running-until is 'tonight'; it takes an instant with an offset, such as 2026-11-21T22:00Z, a local time or a date, such as 2026-11-21T23:00 or 2026-11-22 (Europe/Paris), or 'forever'." },
        { $"{Tag}=ofice-hours", $"left alone, its schedule cannot be read: Its tag {Tag}: There is no schedule named 'ofice-hours'. Did you mean 'office-hours'? Known are office-hours." },
        {
            $"{Tag}=off\nstopinator:keep-running-until=2026-11-21T22:00Z\nstopinator:keep-stopped-until=2026-11-20T22:00Z",
            "left alone, its schedule cannot be read: The tags stopinator:keep-running-until and stopinator:keep-stopped-until contradict each other; take one away."
        },
    };

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task WhatIf_ByOptions_ExplainsWhatTheReconcilerDecides(string tags, string explanation)
    {
        var answer = InstancePreview.WhatIf(Instance(tags), Options, ScheduledLab.Start);

        Assert.Equal(explanation, answer.Explanation);

        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance =>
            {
                foreach (var (key, value) in answer.Instance.Tags)
                {
                    instance.Tagged(key, value);
                }
            }),
            Options);
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync());

        // An instance without any of the tags is not even described.
        var decision = plan.Power.Decisions.SingleOrDefault();
        Assert.Equal(
            (answer.Problem is not null, answer.Week?.Decision.State), (decision?.Kind == DecisionKind.Invalid, StateOf(decision)));
    }

    [Fact]
    public void WhatIf_WithoutOptions_NamesTheParameter() => Assert.Equal(
        "options",
        Assert.Throws<ArgumentNullException>(
            () => InstancePreview.WhatIf(Instance("Env=dev"), (ScheduledPowerOptions)null!, ScheduledLab.Start)).ParamName);

    [Fact]
    public async Task OfWeek_OfDescribedInstances_ReadsTheirTags()
    {
        await using var lab = ScheduledLab.Create(fleet =>
        {
            fleet.Add(2, (instance, index) => instance.Tagged(Tag, "office-hours").Tagged("Name", $"web-{index}"));
            fleet.Add(instance => instance.Tagged("Env", "dev"));
        });
        var instances = (await lab.Clock.RunAsync(() => lab.FindAsync(InstanceSelector.All))).Select(PreviewInstance.Of);

        var fleet = FleetPreview.OfWeek(instances, Options, ScheduledLab.Start);

        Assert.Equal(["web-0", "web-1", null], fleet.Instances.Select(instance => instance.Instance.Name));
        Assert.Equal((2 * 168, 2 * 103), (fleet.AlwaysOnHours, fleet.StoppedHours));
    }

    [Fact]
    public void OfWeek_WhateverTheMode_ShowsTheSameWeek()
    {
        PreviewInstance[] fleet = [Instance($"{Tag}=office-hours\nstopinator:keep-running-until=2026-11-20T18:59Z")];

        Assert.Equal(
            FleetPreview.OfWeek(fleet, Options, ScheduledLab.Start).ToString(),
            FleetPreview.OfWeek(fleet, Options with { Mode = ReconcileMode.Edges }, ScheduledLab.Start).ToString());
    }

    [Fact]
    public void OfWeek_OptionsOutOfBounds_IsRefused() =>
        Assert.Throws<OptionsValidationException>(() => FleetPreview.OfWeek([], Options with { Tags = [] }, ScheduledLab.Start));

    private static PreviewInstance Instance(string tags) =>
        new("i-1", tags.Split('\n').Select(tag => tag.Split('=', 2)).ToDictionary(tag => tag[0], tag => tag[1], StringComparer.Ordinal));

    private static DesiredState? StateOf(InstanceDecision? decision) => decision?.Action switch
    {
        PowerAction.Start => DesiredState.Running,
        PowerAction.Stop => DesiredState.Stopped,
        _ => null,
    };
}
