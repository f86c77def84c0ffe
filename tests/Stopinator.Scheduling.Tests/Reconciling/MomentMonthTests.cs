using System.Globalization;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>
/// A month of 500 instances with moments. People start and stop them at random, ticks are missed, calls
/// fail. No later decision of a person is undone, no due stop is left undone after a working tick, nothing flaps.
/// </summary>
public sealed class MomentMonthTests(ITestOutputHelper output)
{
    private const string Tag = "stopinator:schedule";

    private const int Instances = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CatchUp = TimeSpan.FromHours(2);

    private static readonly string[] Texts =
    [
        "mon-fri stop 22:00 Europe/Paris", "stop 20:00,23:00 America/New_York", "mon-fri start 07:00 stop 19:00; oct28 off Europe/London",
        "mon start 06:30; fri stop 21:15 Asia/Tokyo", "day L stop 12:00; sat,sun stop 10:00 UTC", "start 05:00 stop 05:30 Australia/Lord_Howe",
    ];

    private readonly Chance _chance = new(20261001);
    private readonly Dictionary<string, (DesiredState State, DateTimeOffset At)> _people = new(StringComparer.Ordinal);
    private int _changes;
    private int _stopsChecked;
    private int _stood;

    [LongFact]
    public async Task Month_WithPeopleAndFaults_KeepsMomentsAndUndoesNobody()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = ScheduledLab.Create(
            fleet => ids = fleet.Add(Instances, (instance, index) => instance.Tagged(Tag, Texts[index % Texts.Length]).Running()),
            new ScheduledPowerOptions { Interval = Interval, CatchUp = CatchUp },
            ScheduledLab.FortnightStart,
            power => power.Guards.MaxInstances = Instances);
        lab.Ec2.Faults.On("StopInstances").Percent(20).Throttle();
        lab.Ec2.Faults.On("StopInstances").Percent(15).Fail("InternalError");
        lab.Ec2.Faults.On("StartInstances").Percent(20).FailAfterActing("InternalError");
        var schedules = Texts.Select(text => PowerSchedule.Parse(text)).ToArray();

        var (ticks, missed) = (0, 0);
        for (var passed = Interval; passed <= TimeSpan.FromDays(30); passed += Interval)
        {
            ActByHand(lab, ids);
            var tick = ScheduledLab.FortnightStart + passed;
            if (lab.Clock.GetUtcNow() < tick)
            {
                lab.Clock.SetUtcNow(tick);
            }

            // At other times no moment counts, and the reconcile finds nothing to do.
            if (!Array.Exists(schedules, schedule => schedule.LatestMoment(tick, CatchUp) is not null))
            {
                continue;
            }

            if (_chance.OneIn(6))
            {
                missed++;
                continue;
            }

            ticks++;
            var before = lab.Ec2.Instances.ToDictionary(
                instance => instance.Id, instance => (IsUp(instance), instance.Starts + instance.Stops), StringComparer.Ordinal);
            var report = await lab.RunAsync(tick: tick);
            Check(lab, report, before);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Instances} instances, 30 days: {ticks} ticks at which something was due, {missed} missed, {_people.Count} instances changed by hand, " +
            $"{_changes} changes by the reconcile, {_stopsChecked} due stops looked at, {_stood} decisions of people that stood."));
        Assert.True(_changes > 1000 && _stood > 100 && _stopsChecked > 1000 && missed > 50);
    }

    private static bool IsUp(SimulatedInstance instance) => instance.State is SimulatedState.Running or SimulatedState.Pending;

    private void ActByHand(ScheduledLab lab, IReadOnlyList<string> ids)
    {
        lab.Clock.Advance(TimeSpan.FromMinutes(1 + _chance.Below(10)));
        for (var count = _chance.Below(4); count > 0; count--)
        {
            var id = ids[_chance.Below(ids.Count)];
            var isUp = IsUp(lab.Ec2[id]);
            lab.Ec2.SetState(id, isUp ? SimulatedState.Stopped : SimulatedState.Running);
            _people[id] = (isUp ? DesiredState.Stopped : DesiredState.Running, lab.Clock.GetUtcNow());
        }
    }

    private void Check(ScheduledLab lab, ScheduledReport report, Dictionary<string, (bool IsUp, int Changes)> before)
    {
        var dues = Texts.ToDictionary(
            text => text, text => PowerSchedule.Parse(text).LatestMoment(report.Tick, CatchUp), StringComparer.Ordinal);
        foreach (var outcome in report.Power.Instances)
        {
            var instance = lab.Ec2[outcome.InstanceId];
            var changes = instance.Starts + instance.Stops - before[instance.Id].Changes;
            _changes += changes;
            var due = dues[instance.Tags[Tag]];
            Assert.True(changes == 0 || due is not null, $"{outcome} was changed at {report.Tick:u}, when nothing was due.");
            Assert.True(changes <= 1, $"{outcome} was changed {changes} times at {report.Tick:u}.");
            if (due is not { } moment)
            {
                continue;
            }

            if (_people.TryGetValue(instance.Id, out var person) && person.At > moment.At && person.State != moment.State)
            {
                _stood++;
                Assert.True(
                    changes == 0 && IsUp(instance) == (person.State == DesiredState.Running),
                    $"{moment} undid what a person did at {person.At:u}: {outcome}");
            }
            else if (moment.State == DesiredState.Stopped)
            {
                _stopsChecked++;
                Assert.True(!IsUp(instance) || !outcome.IsSuccess, $"{moment} was left undone at {report.Tick:u}: {outcome}");
            }
        }
    }
}
