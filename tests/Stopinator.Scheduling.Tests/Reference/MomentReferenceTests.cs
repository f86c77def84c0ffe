using Stopinator.Scheduling.Reconciling;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>
/// Compares a reconcile with moments, <c>max-runtime</c> and <c>retain</c> with a decision that is written from the contract and evaluates
/// every minute. The texts are random, each with a week around a change of the clocks: three texts a zone, eleven when long tests are on,
/// 50 with <c>STOPINATOR_WHOLE_YEARS=true</c>.
/// </summary>
public sealed class MomentReferenceTests
{
    private const int Week = 7 * 24 * 60;
    private const int Interval = 5;
    private const int Early = 5;

    private static readonly int Texts =
        Environment.GetEnvironmentVariable("STOPINATOR_WHOLE_YEARS") == "true" ? 50 : LongTests.AreOn ? 11 : 3;

    public static TheoryData<string, int> Zones => ReferenceZones.All;

    [Theory]
    [MemberData(nameof(Zones))]
    public void Moments_InAWeekOfAnInstance_AreActedOnAsTheContractHasIt(string zone, int year)
    {
        var clocks = new ClockYear(zone, year);
        var acted = 0;
        for (var i = 0; i < Texts; i++)
        {
            var chance = new Chance((uint)(year + (i * 7) + (zone.Sum(character => character) * 37)));
            var spec = new SpecGenerator(chance, clocks).NextMoments();
            var (runtime, mode) = (chance.OneIn(3) ? chance.Between(5, 600) : 0, chance.Of(ReconcileMode.Enforce, ReconcileMode.Edges));
            var text = spec.TextIn(zone, runtime == 0 ? "" : $"max-runtime {runtime}m");
            var schedule = PowerSchedule.Parse(text);
            Assert.Equal(schedule.ToString(), PowerSchedule.Parse(schedule.ToString()).ToString());
            var moments = spec.MomentsOf(clocks);
            AssertListed(schedule, moments, clocks, text);

            var options = new ScheduledPowerOptions { Mode = mode, CatchUp = TimeSpan.FromMinutes(chance.Between(5, 300)) };
            acted += LiveAWeek(
                clocks, chance, text, options, (now, instance) => Expected(moments, runtime, options, now, instance, clocks));
        }

        Assert.True(acted > 0, "Nothing was ever done.");
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Retain_InAWeekOfAnInstance_IsActedOnAsTheContractHasIt(string zone, int year)
    {
        var clocks = new ClockYear(zone, year);
        var retained = 0;
        for (var i = 0; i < Texts; i++)
        {
            var chance = new Chance((uint)(year + (i * 11) + (zone.Sum(character => character) * 41)));
            var generated = new SpecGenerator(chance, clocks).Next();
            var spec = generated with { Windows = [.. generated.Windows, new WindowSpec([], [], [], [(480, 540)])], Override = null };
            var text = spec.TextIn(zone).Replace($" {zone}", $"; retain {zone}", StringComparison.Ordinal);
            if (!PowerSchedule.TryParse(text, out _))
            {
                // A window that is always open has nothing outside of it.
                Assert.Contains(PowerSchedule.Parse(spec.TextIn(zone)).Windows, window => window.ToString() == "24x7");
                continue;
            }

            var states = spec.StatesOf(clocks);
            LiveAWeek(clocks, chance, text, new(), (now, instance) =>
            {
                var isInside = !instance.IsRunning || MinuteOf(clocks, instance.Launched) is var at && Enumerable.Range(at, Early + 1)
                    .Any(minute => minute < 0 || (clocks.InstantOf(minute) <= instance.Launched.AddMinutes(Early) && states[minute] == DesiredState.Running));
                var expected = states[now] == DesiredState.Running ? (PowerAction.Start, ReasonCode.Selected)
                    : isInside || instance.Launched < clocks.Start ? (PowerAction.Stop, ReasonCode.Selected)
                    : (PowerAction.Reconcile, ReasonCode.Retained);
                retained += expected.Item2 == ReasonCode.Retained ? 1 : 0;
                return instance.Launched < clocks.Start ? null : expected;
            });
        }

        Assert.True(retained > 0, "Nothing was ever retained.");
    }

    private static void AssertListed(PowerSchedule schedule, DesiredState?[] moments, ClockYear clocks, string text)
    {
        var (first, last) = clocks.Year;
        var expected = Enumerable.Range(first + 1, last - first - 1).Where(minute => moments[minute] is not null)
            .Select(minute => (clocks.InstantOf(minute), moments[minute]!.Value));
        var listed = schedule.Moments(clocks.InstantOf(first), clocks.InstantOf(last - 1)).Select(
            moment => (moment.At.ToUniversalTime(), moment.State));
        Assert.True(expected.SequenceEqual(listed), text);
    }

    /// <summary>Lets an instance live for a week, and compares every choice. Returns how often something was to be done.</summary>
    private static int LiveAWeek(
        ClockYear clocks, Chance chance, string text, ScheduledPowerOptions options,
        Func<int, LivingInstance, (PowerAction Action, ReasonCode Reason)?> expected)
    {
        var middle =
            clocks.Changes.Count > 0 && !chance.OneIn(4) ? chance.Of(clocks.Changes) : chance.Between(clocks.Year.First, clocks.Year.Last);
        var begin = Math.Clamp(middle - chance.Below(Week), clocks.Year.First, clocks.Year.Last - Week);
        var instance = new LivingInstance(chance, text, clocks.InstantOf(begin));
        var reader = new InstanceReader(options);
        var acted = 0;
        for (var minute = begin; minute < begin + Week; minute++)
        {
            instance.Live(clocks.InstantOf(minute));
            if (minute % Interval != 0 || chance.OneIn(4))
            {
                continue;
            }

            // A tick in the middle of a minute, so that what people did in it lies before.
            var now = clocks.InstantOf(minute).AddSeconds(59);
            var choice = new ScheduleRule(options, reader, now, now).Choose(instance.Seen);
            if (expected(minute, instance) is { } wanted && wanted != (choice.Action, choice.Reason))
            {
                Assert.Fail($"{text} at {now:u}: {choice.Action}, {choice.Reason} ({choice.Why}), but {wanted} is right. {instance.Seen}");
            }

            acted += choice.Kind == DecisionKind.Act ? 1 : 0;
            instance.Do(choice.Action, now);
        }

        return acted;
    }

    /// <summary>The contract: a moment counts until the next one and for as long as the catch-up; what a person did later stands.</summary>
    private static (PowerAction Action, ReasonCode Reason) Expected(
        DesiredState?[] moments, int runtime, ScheduledPowerOptions options, int minute, LivingInstance instance, ClockYear clocks)
    {
        var now = clocks.InstantOf(minute).AddSeconds(59);
        var latest = minute;
        while (moments[latest] is null && now - clocks.InstantOf(latest - 1) <= options.CatchUp)
        {
            latest--;
        }

        var at = clocks.InstantOf(latest);
        var wish = moments[latest];
        if (wish == DesiredState.Stopped && (!instance.IsRunning || instance.Launched < at))
        {
            return (PowerAction.Stop, ReasonCode.Selected);
        }

        if (runtime > 0 && instance.IsRunning && now - instance.Launched >= TimeSpan.FromMinutes(runtime))
        {
            return (PowerAction.Stop, ReasonCode.Selected);
        }

        if (wish == DesiredState.Running)
        {
            var isDue = instance.IsRunning
                || !instance.IsWish
                || (instance.Stopped is { } stopped ? stopped < at : instance.Launched <= at && now - at <= options.Interval);
            return isDue ? (PowerAction.Start, ReasonCode.Selected) : (PowerAction.Reconcile, ReasonCode.ChangedSince);
        }

        return (PowerAction.Reconcile, wish is null ? ReasonCode.NotDue : ReasonCode.ChangedSince);
    }

    private static int MinuteOf(ClockYear clocks, DateTimeOffset instant) => (int)Math.Floor((instant - clocks.Start).TotalMinutes);
}
