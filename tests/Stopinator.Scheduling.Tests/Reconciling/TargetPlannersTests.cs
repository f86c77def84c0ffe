using Stopinator.Scheduling.Reconciling;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>The planners that a service keeps, and the number of targets that it reads at once.</summary>
public sealed class TargetPlannersTests
{
    private readonly SimulatedClock _clock = new(ScheduledLab.Start);

    [Fact]
    public void Of_TargetsThatComeAndGo_KeepsThoseOfADay()
    {
        var planners = new TargetPlanners(_ => new SchedulePlanner(new ScheduledPowerOptions(), _clock), _clock);
        var first = planners.Of(Target("ssm:/first"));

        foreach (var day in Enumerable.Range(1, 30))
        {
            _clock.Advance(TimeSpan.FromHours(12));
            Assert.Same(first, planners.Of(Target("ssm:/first")));
            planners.Of(Target($"ssm:/{day}"));
            Assert.InRange(planners.Count, 2, 4);
        }

        _clock.Advance(TimeSpan.FromDays(2));
        planners.Of(Target("ssm:/last"));
        Assert.Equal(1, planners.Count);
        Assert.NotSame(first, planners.Of(Target("ssm:/first")));
    }

    [Fact]
    public void Of_APlannerThatNoTargetUsed_IsKeptForTwentyFiveHours()
    {
        var made = 0;
        var planners = new TargetPlanners(
            _ =>
            {
                made++;
                return new SchedulePlanner(new ScheduledPowerOptions(), _clock);
            },
            _clock);
        planners.Of(Target("ssm:/first"));
        planners.Of(Target("ssm:/first"));
        Assert.Equal(1, made);

        _clock.Advance(TimeSpan.FromHours(25));
        planners.Of(Target("ssm:/second"));
        Assert.Equal(2, planners.Count);

        _clock.Advance(TimeSpan.FromSeconds(1));
        planners.Of(Target("ssm:/third"));
        Assert.Equal(2, planners.Count);
    }

    [Fact]
    public void Of_ATargetWhosePlannerIsMadeMeanwhile_TakesThatOne()
    {
        TargetPlanners? planners = null;
        SchedulePlanner? meanwhile = null;
        planners = new TargetPlanners(
            target =>
            {
                var made = new SchedulePlanner(new ScheduledPowerOptions(), _clock);
                if (meanwhile is null)
                {
                    meanwhile = made;
                    planners!.Of(target);
                }

                return made;
            },
            _clock);

        var first = planners.Of(Target("ssm:/first"));

        Assert.NotSame(meanwhile, first);
        Assert.Same(first, planners.Of(Target("ssm:/first")));
    }

    // All twelve are read at once, or the reading does not end.
    [Fact]
    public async Task Find_ManyTargets_ReadsAsManyAtOnceAsTheOptionsSay()
    {
        const int Count = 12;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inside = 0;
        var one = Substitute.For<IInstancePowerService>();
        one.FindAsync(Arg.Any<InstanceSelector>(), Arg.Any<CancellationToken>()).Returns(_ => ReadAsync());
        var power = Substitute.For<IMultiTargetPowerService>();
        power.MaxParallelTargets.Returns(Count);
        power.At(Arg.Any<PowerTarget>()).Returns(one);

        var fleets = await new MultiTargetScheduledPowerService(power)
            .FindAsync(
                Enumerable.Range(0, Count).Select(number => new PowerTarget { Name = $"{number}", Region = "eu-west-1" }),
                cancellationToken: TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.All(fleets, fleet => Assert.Null(fleet.Failure));

        async IAsyncEnumerable<Ec2Instance> ReadAsync()
        {
            if (Interlocked.Increment(ref inside) == Count)
            {
                all.SetResult();
            }

            await all.Task;
            yield break;
        }
    }

    private static PowerTarget Target(string schedules) => new() { Region = "eu-west-1", Schedules = schedules };
}
