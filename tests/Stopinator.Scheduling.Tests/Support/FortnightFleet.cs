using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Support;

/// <summary>Instances with schedules in every notation, and the world around them: 2,000, or 120 unless long tests are on.</summary>
internal sealed class FortnightFleet : IAsyncDisposable
{
    private const string Tag = "stopinator:schedule";

    private static readonly int Instances = LongTests.AreOn ? 2_000 : 120;
    private static readonly TimeSpan MissedFrom = new(2, 16, 30, 0);
    private static readonly TimeSpan MissedTo = new(2, 17, 30, 0);

    private readonly ScheduledLab _lab;
    private readonly PowerSchedule[] _schedules;
    private uint _chance = 20261019;

    private FortnightFleet(ScheduledLab lab, PowerSchedule[] schedules, FortnightMember[] members) =>
        (_lab, _schedules, Members) = (lab, schedules, members);

    public IReadOnlyList<FortnightMember> Members { get; }

    public DateTimeOffset Now => _lab.Clock.GetUtcNow();

    public int FailedOutcomes { get; private set; }

    public int ManualChanges { get; private set; }

    public int Throttles => _lab.Ec2.Calls.Count(call => call.ErrorCode == "RequestLimitExceeded");

    public static FortnightFleet Create(ScheduledPowerOptions options)
    {
        var catalog = ScheduleCatalog.Parse("""{"timeZone":"Europe/London","schedules":{"office-hours":"mon-fri 07:00-18:00"}}""");
        var scheduler = InstanceSchedulerNotation.ParseCatalog(
            """{"periods":[{"name":"day","begintime":"08:00","endtime":"17:00","weekdays":["mon-fri"]}],"schedules":[{"name":"berlin","timezone":"Europe/Berlin","periods":["day"]}]}""");
        var policy = new CustodianOffHoursPolicy();

        // Key, value, and what is expected of it: the schedule, or the reason to leave it alone.
        (string Key, string Value, PowerSchedule? Schedule, ReasonCode? Reason)[] kinds =
        [
            (Tag, "mon-fri 07:00-20:00 Europe/Paris", PowerSchedule.Parse("mon-fri 07:00-20:00 Europe/Paris"), null),
            (Tag, "sat-sun 01:30-02:30; mon-fri 22:00-06:00 America/New_York", PowerSchedule.Parse("sat-sun 01:30-02:30; mon-fri 22:00-06:00 America/New_York"), null),
            (Tag, "office-hours", catalog.Resolve("office-hours"), null),
            (Tag, "24x7", PowerSchedule.AlwaysRunning, null),
            (Tag, "off", PowerSchedule.AlwaysStopped, null),
            ("Schedule", "berlin", scheduler.Resolve("berlin"), null),
            ("maid_offhours", "off=(m-f,19);on=(m-f,7);tz=et", policy.Read("off=(m-f,19);on=(m-f,7);tz=et").Schedule, null),
            ("maid_offhours", "off", null, ReasonCode.OptedOut),
            (Tag, "mon-fri 25:00", null, ReasonCode.InvalidSchedule),
            (Tag, "offise-hours", null, ReasonCode.UnknownSchedule),
        ];
        IReadOnlyList<string> ids = [];
        var lab = ScheduledLab.Create(
            fleet => ids = fleet.Add(Instances, (instance, index) => instance.Tagged(KindOf(index).Key, KindOf(index).Value).Running()),
            options with { Tags = [ScheduleTag.Own(Tag, catalog), ScheduleTag.InstanceScheduler(scheduler), ScheduleTag.OffHours(policy)] },
            ScheduledLab.FortnightStart,
            configure: power =>
            {
                power.Guards.MaxInstances = Instances;
                power.Verification.FirstInterval = TimeSpan.FromSeconds(25);
                power.Verification.MaxInterval = TimeSpan.FromSeconds(40);
            },
            simulate: simulation => (simulation.StartDuration, simulation.StopDuration) =
                (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)));
        lab.Ec2.RateLimits.UseEc2Defaults();
        lab.Ec2.Faults.On("StopInstances").Percent(15).Throttle();
        lab.Ec2.Faults.On("StartInstances").Percent(15).Throttle();
        lab.Ec2.Faults.On("StopInstances").Percent(5).DropConnection(beforeActing: false);
        lab.Ec2.Faults.On("StartInstances").Percent(5).FailAfterActing("InternalError");

        // Some cannot be started at one time or another.
        lab.Ec2.Faults.On("StartInstances").When(call => call.InstanceIds.Contains(ids[0]) || call.InstanceIds.Contains(ids[2])).Percent(60).Fail("IncorrectInstanceState", $"The instance '{ids[0]}' is not in a state from which it can be started.");
        return new FortnightFleet(
            lab,
            [.. kinds.Select(kind => kind.Schedule).OfType<PowerSchedule>()],
            [.. ids.Select((id, index) => new FortnightMember(id, KindOf(index).Schedule, KindOf(index).Reason))]);

        // The last three kinds are few.
        (string Key, string Value, PowerSchedule? Schedule, ReasonCode? Reason) KindOf(int index) => index < 30 ? kinds[index % kinds.Length] : kinds[index % 7];
    }

    /// <summary>Lets the time pass.</summary>
    public async Task LiveAsync(TimeSpan interval, TimeSpan length, Action<ScheduledReport> atTicksEnd)
    {
        var calm = false;
        for (var passed = TimeSpan.Zero; passed <= length; passed += interval)
        {
            var tick = ScheduledLab.FortnightStart + passed;
            if (Now < tick)
            {
                _lab.Clock.SetUtcNow(tick);
            }

            var isMissed = passed > MissedFrom && passed <= MissedTo;
            var isDue = !calm || passed.Ticks % TimeSpan.FromHours(24).Ticks == 0
                || Array.Exists(_schedules, schedule => schedule.Transitions(tick - interval, tick).Any());
            if (isMissed)
            {
                calm = false;
            }
            else if (isDue)
            {
                var report = await _lab.RunAsync(PowerRequest.Reconcile(InstanceSelector.All) with { OmitAlreadyThere = true }, tick);
                atTicksEnd(report);
                var failed = report.Power.Instances.Count(
                    outcome => outcome is { IsSuccess: false, Reason: not (ReasonCode.InvalidSchedule or ReasonCode.UnknownSchedule) });
                FailedOutcomes += failed;
                calm = failed == 0 && report.Power.Calls == 0;
            }

            // Somebody who knows nothing of schedules, at all hours.
            if (passed.Ticks % TimeSpan.FromHours(17).Ticks == 0 && passed < length - TimeSpan.FromHours(12))
            {
                ChangeByHand(12);
                calm = false;
            }
        }
    }

    public bool IsThere(FortnightMember member, DesiredState desired) => desired switch
    {
        DesiredState.Running => _lab.Ec2[member.Id].State is SimulatedState.Running or SimulatedState.Pending,
        DesiredState.Stopped => _lab.Ec2[member.Id].State is SimulatedState.Stopped or SimulatedState.Stopping,
        _ => true,
    };

    /// <summary>The number of calls that have changed the instance.</summary>
    public int Changes(FortnightMember member) => _lab.Ec2[member.Id] is var instance ? instance.Starts + instance.Stops : 0;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private void ChangeByHand(int instances)
    {
        _lab.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < instances; i++)
        {
            _chance = (_chance * 1664525) + 1013904223;
            var member = Members[(int)(_chance >> 8) % Members.Count];
            var isUp = _lab.Ec2[member.Id].State is SimulatedState.Running or SimulatedState.Pending;
            _lab.Ec2.SetState(member.Id, isUp ? SimulatedState.Stopped : SimulatedState.Running);
            (member.ManualState, member.ManualAt) = (isUp ? DesiredState.Stopped : DesiredState.Running, Now);
            member.ManualChanges++;
            ManualChanges++;
        }
    }
}
