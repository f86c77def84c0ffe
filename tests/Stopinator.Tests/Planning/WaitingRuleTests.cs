using System.Collections.Concurrent;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>Plans by a rule that waits, e.g. for metrics.</summary>
public sealed class WaitingRuleTests
{
    private static readonly PowerRequest All = PowerRequest.Reconcile(InstanceSelector.All);

    [Fact]
    public async Task Execute_RuleThrowsWhenItIsAskedAgain_CostsItsInstanceAndNotTheReport()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.Add(i => i.Running());
            fleet.Add(i => i.Pending(TimeSpan.FromSeconds(20)));
        });
        var asked = 0;
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
            All with { WaitForTransition = true },
            _ => ++asked <= 2 ? PowerChoice.Stop("It should be stopped.") : throw new IOException("The metrics are gone.")));

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        Assert.Equal([Outcome.Accepted, Outcome.Failed], report.Instances.Select(instance => instance.Outcome));
        Assert.Equal("The rule failed when it was asked again, so nothing was sent: The metrics are gone.", report.Instances[1].Message);
    }

    [Fact]
    public async Task Plan_DeadlineInMonths_IsNoTimer()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));

        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
            All with { Deadline = Ec2Lab.Start.AddDays(300) }, (_, _) => ValueTask.FromResult(PowerChoice.Stop("It should be stopped."))));

        Assert.Equal(1, plan.ActingCount);
    }

    [Fact]
    public async Task Plan_RuleWaits_DecidesAsTheRuleThatDoesNot()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(6, (i, index) => _ = (index % 2 == 0 ? i.Stopped() : i.Running()).Tagged("Env", "dev"));
                fleet.Add(i => i.Tagged("Env", "dev").Tagged("stopinator:protected", ""));
                fleet.Add(i => i.Terminated());
                fleet.Add(i => i.Tagged("Env", "prod"));
            },
            options => options.Scope = InstanceSelector.ByTag("Env", "dev"));
        var asked = new ConcurrentBag<string>();

        var waited = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, async (instance, token) =>
        {
            asked.Add(instance.InstanceId);
            await Task.Delay(TimeSpan.FromSeconds(1), lab.Clock, token);
            return Choose(instance);
        }));

        var plain = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, Choose));
        Assert.Equal(plain.Decisions.Select(Shown), waited.Decisions.Select(Shown));
        Assert.Equal(7, asked.Distinct().Count());
        Assert.Equal(7, asked.Count);

        static (string, PowerAction, DecisionKind, ReasonCode, string) Shown(InstanceDecision decision) =>
            (decision.InstanceId, decision.Action, decision.Kind, decision.Reason, decision.Message);
    }

    [Fact]
    public async Task Plan_ManyInstances_AsksNoMoreAtOnceThanTheOptionSays()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(30, i => i.Running()), options => options.Execution.MaxParallelChoices = 3);
        var (now, most) = (0, 0);

        await lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, async (instance, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromSeconds(1), lab.Clock, token);
            Interlocked.Decrement(ref now);
            return Choose(instance);
        }));

        Assert.Equal(3, most);
        Assert.Equal(Ec2Lab.Start.AddSeconds(10), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Plan_RuleHangsUntilTheDeadline_IsRefused()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        var request = All with { Deadline = Ec2Lab.Start.AddMinutes(1) };

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(
            () => lab.Clock.RunAsync(() => lab.Service.PlanAsync(request, (_, _) => new(new TaskCompletionSource<PowerChoice>().Task))));

        Assert.Contains("MaxParallelChoices", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Ec2Lab.Start.AddSeconds(50), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Plan_Cancelled_ThrowsWithTheTokenOfTheCaller()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(5), lab.Clock);

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Clock.RunAsync(
            () => lab.Service.PlanAsync(All, (_, _) => new(new TaskCompletionSource<PowerChoice>().Task), cancelled.Token)));

        Assert.Equal(cancelled.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Plan_RuleThrowsOrChoosesNothing_ThrowsBeforeAnyCall()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));

        await Assert.ThrowsAsync<IOException>(
            () => lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, (_, _) => throw new IOException("No metrics."))));
        var nothing = await Assert.ThrowsAsync<InvalidOperationException>(
            () => lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, (_, _) => default)));

        Assert.Contains("PowerChoice.Leave", nothing.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Plan_NoReconcile_IsRefused()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(1, i => i.Running()));

        await Assert.ThrowsAsync<ArgumentException>(
            () => lab.Service.PlanAsync(PowerRequest.Stop(InstanceSelector.All), (_, _) => default));
    }

    [Fact]
    public async Task Execute_TransitionWasAwaited_KeepsTheChoice()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Pending(TimeSpan.FromSeconds(20))));
        var asked = 0;

        var report = await lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.PlanAsync(
            All with { WaitForTransition = true },
            (_, _) =>
            {
                asked++;
                return ValueTask.FromResult(PowerChoice.Stop("It is idle."));
            })));

        ReportAssert.Only(report, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.Equal(1, asked);
    }

    private static PowerChoice Choose(Ec2Instance instance) =>
        instance.State == PowerState.Stopped ? PowerChoice.Start("It is due.") : PowerChoice.Stop("It is idle.");
}
