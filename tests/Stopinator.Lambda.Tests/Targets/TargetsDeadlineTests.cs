using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Targets;

/// <summary>A run that does not get to all targets says which are left, and the next run begins with them.</summary>
public sealed class TargetsDeadlineTests
{
    private static readonly TimeSpan TimeLeft = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Invoke_TimeIsShort_FailsAndTheNextRunBeginsWithWhatIsLeft()
    {
        await using var lab = Slow("stop");
        const string Stop = """{"action":"stop"}""";

        var incomplete = await Assert.ThrowsAsync<RunIncompleteException>(() => lab.InvokeAsync(Stop, TimeLeft));
        string[] left = [.. incomplete.Targets!.Remaining().Select(one => one.Target.ToString())];

        Assert.NotEmpty(left);
        Assert.Contains($"{left.Length} targets are left", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal(left.Length, lab.Lines[0].GetProperty("leftTargets").GetInt32());
        var before = Stopped(lab);
        await Assert.ThrowsAsync<RunIncompleteException>(() => lab.InvokeAsync(Stop, TimeLeft));
        var after = Stopped(lab).Except(before).ToArray();
        Assert.NotEmpty(after);
        Assert.All(after, account => Assert.Contains($"{account}/eu-west-1", left));
        await UntilDoneAsync(lab, Stop);
        Assert.All(lab.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("reboot")]
    [InlineData("reconcile")]
    public async Task Invoke_SynchronousAndTimeIsShort_ReturnsTheNextCommandForWhatIsLeft(string action)
    {
        await using var lab = Slow(action);
        var command = $$"""{"action":"{{action}}","synchronous":true}""";

        var runs = 0;
        while (command is not null)
        {
            Assert.InRange(++runs, 1, 40);
            var answer = await lab.InvokeAsync(command, TimeLeft);
            command = answer.TryGetProperty("remaining", out var remaining) ? remaining.GetRawText() : null;
            Assert.Equal(command is null ? 0 : remaining.GetProperty("targets").GetArrayLength(), answer.GetProperty("leftTargets").GetInt32());
        }

        Assert.InRange(runs, 2, 40);
        Assert.All(lab.Instances, instance => Assert.Equal(1, action == "reboot" ? instance.Reboots : instance.Stops));
    }

    [Fact]
    public async Task Invoke_Reconcile_BeginsWithAnotherTargetAtEachTick()
    {
        var firsts = new HashSet<string>(StringComparer.Ordinal);
        for (var tick = 0; tick < 6; tick++)
        {
            await using var lab = Slow("reconcile");
            lab.Clock.Advance(TimeSpan.FromMinutes(5 * tick));
            await Assert.ThrowsAsync<RunIncompleteException>(() => lab.InvokeAsync("""{"action":"reconcile"}""", TimeLeft));
            firsts.UnionWith(Stopped(lab));
        }

        Assert.Equal(6, firsts.Count);
    }

    private static async Task UntilDoneAsync(TargetsLab lab, string json)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if (await Record.ExceptionAsync(() => lab.InvokeAsync(json, TimeLeft)) is null)
            {
                return;
            }
        }

        Assert.Fail("The run did not end.");
    }

    private static string[] Stopped(TargetsLab lab) =>
        [.. Accounts.Where(account => lab[account].Instances.Any(instance => instance.Stops > 0))];

    private static string[] Accounts { get; } = [.. Enumerable.Range(1, 6).Select(index => $"{index}{index}{index}{index}22223333")];

    // Six targets of three instances, one at a time, and each call takes four seconds: a run has time for two targets.
    private static TargetsLab Slow(string action)
    {
        var lab = new TargetsLab(
            sources: null,
            options => (options.Execution.MaxBatchSize, options.Execution.MaxParallelTargets) = (1, 1),
            ("STOPINATOR_TARGETS", $$"""{"roleName":"stopinator-spoke","regions":["eu-west-1"],"accounts":["{{string.Join("\",\"", Accounts)}}"]}"""));
        foreach (var account in Accounts)
        {
            var ec2 = lab.Add(
                account, "eu-west-1", fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running()));
            ec2.Faults.On(action == "reboot" ? "RebootInstances" : "StopInstances").Delay(TimeSpan.FromSeconds(4));
        }

        return lab;
    }
}
