using Stopinator.Scheduling.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>
/// Two weeks of a fleet with mixed schedules, in which clocks change in Europe and America, somebody starts and stops instances by hand, EC2
/// throttles and fails, and an hour of ticks is missed.
/// </summary>
/// <remarks>
/// The clock ticks every five minutes. Of the ticks, those are run at which anything can happen: where a schedule changes, after a change by
/// hand, after a tick that did something or failed, and one a day. The others would find what the one before left.
/// </remarks>
public sealed class FortnightTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);

    [Fact]
    public async Task Enforce_AtEveryTicksEnd_EveryInstanceIsAsItShouldBeOrSaysWhy()
    {
        await using var fleet = FortnightFleet.Create(new() { Mode = ReconcileMode.Enforce, Interval = Interval });

        await fleet.LiveAsync(Interval, Fortnight, report =>
        {
            var told = report.Power.Instances.ToDictionary(outcome => outcome.InstanceId, StringComparer.Ordinal);
            foreach (var member in fleet.Members)
            {
                var outcome = told.GetValueOrDefault(member.Id);
                if (member.Desired(report.Tick) is not { } desired)
                {
                    Assert.Equal(member.ExpectedReason, outcome?.Reason);
                    continue;
                }

                var isThere = fleet.IsThere(member, desired);
                var saysWhy = outcome is { Outcome: Outcome.Failed or Outcome.Unknown or Outcome.TimedOut or Outcome.NotAttempted or Outcome.Accepted or Outcome.Skipped, Message.Length: > 0 };
                Assert.True(isThere || saysWhy, $"{report.Tick:O} {member}: should be {desired}, {outcome}");
            }
        });

        // The faults were there, and yet in the end everything is as it should be.
        Assert.True(fleet.FailedOutcomes > 0);
        Assert.True(fleet.ManualChanges > 0);
        Assert.True(fleet.Throttles > 0);
        Assert.All(
            fleet.Members,
            member => Assert.True(member.Desired(fleet.Now) is not { } desired || fleet.IsThere(member, desired), member.ToString()));
        Assert.All(fleet.Members, member => AssertDoesNotFlap(fleet, member));
    }

    [LongFact]
    public async Task Edges_BeforeTheNextTransition_NoManualChangeIsUndone()
    {
        await using var fleet = FortnightFleet.Create(new() { Mode = ReconcileMode.Edges, Interval = Interval });
        var stood = 0;

        await fleet.LiveAsync(Interval, Fortnight, report =>
        {
            foreach (var member in fleet.Members.Where(member => member.ManualState is not null))
            {
                if (member.HasTransition(member.ManualAt, report.Tick))
                {
                    member.ManualState = null;
                    continue;
                }

                stood++;
                Assert.True(
                    fleet.IsThere(member, member.ManualState!.Value),
                    $"{report.Tick:O} {member}: put by hand to {member.ManualState} at {member.ManualAt:O}");
            }
        });

        Assert.True(stood > 0);
        Assert.All(fleet.Members, member => AssertDoesNotFlap(fleet, member));
    }

    /// <summary>An instance changes no more often than its schedule, and what was done to it by hand, explain; and once at the begin.</summary>
    private static void AssertDoesNotFlap(FortnightFleet fleet, FortnightMember member)
    {
        var (changes, explained) =
            (fleet.Changes(member), 1 + member.Transitions(ScheduledLab.FortnightStart, fleet.Now) + member.ManualChanges);
        Assert.True(changes <= explained, $"{member} changed {changes} times, of which {explained} are explained.");
    }
}
