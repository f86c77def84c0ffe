using System.Globalization;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>
/// Targets, every tenth of them broken in one of seven ways: 70 targets and a day of small fleets, 200 targets and two days when long tests
/// are on, or 200 targets and a fortnight of 500 instances in each with <c>STOPINATOR_ORGANIZATION_DAYS=14</c>.
/// </summary>
/// <remarks>
/// The clock ticks every five minutes. Of the ticks, those are run at which a schedule changes, those after them, and the first of each day.
/// The others would find what the one before left.
/// </remarks>
public sealed class OrganizationTests
{
    private const long MostBytes = 300_000_000;

    private static readonly string? WholeDays = Environment.GetEnvironmentVariable("STOPINATOR_ORGANIZATION_DAYS");
    private static readonly int Targets = LongTests.AreOn || WholeDays is not null ? 200 : 70;
    private static readonly int Instances = WholeDays is null ? 20 : 500;
    private static readonly TimeSpan Length = TimeSpan.FromDays(
        int.Parse(WholeDays ?? (LongTests.AreOn ? "2" : "1"), CultureInfo.InvariantCulture));

    [Fact]
    public async Task Run_EveryTick_GoodTargetsAreOnTimeAndBrokenOnesAreNamedOnce()
    {
        await using var organization = new Organization(Targets, Instances);
        var good = Targets - organization.Broken.Count;
        var (ticks, describes, changes, most) = (0, 0, 0, 0L);
        var request = PowerRequest.Reconcile(InstanceSelector.All) with { OmitAlreadyThere = true, Await = PowerAwait.Nothing };

        foreach (var tick in Ticks(organization))
        {
            var fewest = organization.FewestChanges(tick);
            var before = MemoryInUse();
            var listener = new Listener(() => most = Math.Max(most, MemoryInUse() - before));

            var report = await organization.Clock.RunAsync(
                () => organization.Service.RunAsync(organization.Targets, request, tick, listener));

            Assert.Empty(organization.Late(tick));
            Assert.Equal(
                organization.Broken.Select(broken => (broken.Key.ToString(), broken.Value)),
                report.Power.Targets.Where(target => target.Failure is not null).Select(target => (target.Name, target.ErrorCode!)));
            Assert.All(
                report.Power.Targets.Where(target => target.Failure is null), target => Assert.True(target.IsSuccess, target.ToString()));
            Assert.Equal(Targets, listener.Reports);
            Assert.Equal((good, fewest), organization.TakeCalls());
            (ticks, describes, changes) = (ticks + 1, describes + good, changes + fewest);
        }

        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{Targets} targets of {Instances} instances, {organization.Broken.Count} targets broken, {Length.Days} days, {ticks} ticks run: {describes} describes, {changes} stops and starts, {most / 1e6:0.0} MB above the simulation at most.");
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        TestContext.Current.SendDiagnosticMessage(figures);
        Assert.True(changes > 0);
        Assert.InRange(most, 1, MostBytes);
    }

    // One collection. GetTotalMemory(true) collects until the figure no longer falls, up to twenty times.
    private static long MemoryInUse()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private static IEnumerable<DateTimeOffset> Ticks(Organization organization)
    {
        var wasDue = false;
        for (var passed = TimeSpan.Zero; passed <= Length; passed += Organization.Interval)
        {
            var tick = ScheduledLab.FortnightStart + passed;
            var isDue = organization.Schedules.Any(schedule => schedule.Transitions(tick - Organization.Interval, tick).Any());
            if (isDue || wasDue || passed.Ticks % TimeSpan.TicksPerDay == 0)
            {
                if (organization.Clock.GetUtcNow() < tick)
                {
                    organization.Clock.SetUtcNow(tick);
                }

                yield return tick;
            }

            wasDue = isDue;
        }
    }

    /// <summary>A listener that counts, now and then looks at the memory that is in use, and then throws.</summary>
    private sealed class Listener(Action look) : IProgress<TargetReport>
    {
        private const int LookEvery = 25;

        private readonly Lock _gate = new();

        public int Reports { get; private set; }

        public void Report(TargetReport value)
        {
            lock (_gate)
            {
                Reports++;
                if (Reports % LookEvery == 0)
                {
                    look();
                }
            }

            throw new InvalidOperationException("A listener must not matter.");
        }
    }
}
