using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>Leaves the instances that do not fit into the time of an invocation to the next invocation.</summary>
public sealed class DeadlineTests
{
    private const string Stop = """{"action":"stop","scheduledTime":"2026-11-20T18:59:43Z","executionId":"d32c5kddcf5bb8c3"}""";
    private static readonly TimeSpan TimeLeft = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Invoke_TimeIsShort_FailsSoThatTheNextAttemptGoesOn()
    {
        await using var lab = Slow();

        var incomplete = await Assert.ThrowsAsync<RunIncompleteException>(() => lab.InvokeAsync(Stop, TimeLeft));
        Assert.InRange(incomplete.Report!.Count(Outcome.NotAttempted), 1, 9);
        Assert.InRange(lab.Clock.GetUtcNow() - FunctionLab.Now, TimeSpan.Zero, TimeLeft);

        var attempts = 1;
        while (true)
        {
            attempts++;
            try
            {
                await lab.InvokeAsync(Stop, TimeLeft);
                break;
            }
            catch (RunIncompleteException)
            {
                Assert.InRange(attempts, 1, 10);
            }
        }

        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(SimulatedState.Stopped, instance.State));
        var stopped = lab.Ec2.Calls.Where(call => call.Action == "StopInstances").SelectMany(call => call.InstanceIds).ToArray();
        Assert.Equal(stopped.Distinct(), stopped);
    }

    [Fact]
    public async Task Invoke_SynchronousAndTimeIsShort_ReturnsTheNextCommand()
    {
        await using var lab = Slow();
        var command = Stop.Insert(1, "\"synchronous\":true,");

        var runs = 0;
        while (command is not null)
        {
            Assert.InRange(++runs, 1, 10);
            var report = await lab.InvokeAsync(command, TimeLeft);
            command = report.TryGetProperty("remaining", out var remaining) ? remaining.GetRawText() : null;
            Assert.Equal(command is null, report.GetProperty("isSuccess").GetBoolean());
            if (command is not null)
            {
                // The age of the first event is that of all.
                Assert.Equal(
                    ("stop", "2026-11-20T18:59:43Z"),
                    (remaining.GetProperty("action").GetString(), remaining.GetProperty("scheduledTime").GetString()));
            }
        }

        Assert.InRange(runs, 2, 10);
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(SimulatedState.Stopped, instance.State));
    }

    [Fact]
    [Trait("Finding", "15")]
    public async Task Invoke_DeadlineBeyondAnyTimer_Runs()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_TIMEOUT", "60d"));

        using var stop = new MemoryStream("""{"action":"stop"}"""u8.ToArray());
        using var last = new MemoryStream("""{"action":"stop"}"""u8.ToArray());
        using var bySetting = await lab.Clock.RunAsync(() => lab.Function.InvokeAsync(stop));
        using var byDeadline = await lab.Clock.RunAsync(() => lab.Function.InvokeAsync(last, DateTimeOffset.MaxValue));

        Assert.Equal(3, lab.Ec2.Instances.Count(instance => instance.Stops == 1));
    }

    [Fact]
    [Trait("Finding", "15")]
    public async Task Invoke_DeadlineBeforeAnyTime_DoesNothing()
    {
        await using var lab = FunctionLab.Create();
        using var stop = new MemoryStream("""{"action":"stop"}"""u8.ToArray());

        await Assert.ThrowsAsync<PlanRefusedException>(() => lab.Function.InvokeAsync(stop, DateTimeOffset.MinValue));

        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Invoke_LessTimeThanTheMargin_DoesNothing()
    {
        await using var lab = FunctionLab.Create();

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(
            () => lab.InvokeAsync("""{"action":"stop"}""", TimeSpan.FromSeconds(3)));

        Assert.StartsWith("The invocation has 3 s left, of which 10 s are kept", refused.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Invoke_TimeoutSetting_StandsForADeadlineTheHostDoesNotTell()
    {
        await using var lab = Slow(("STOPINATOR_TIMEOUT", "30s"));

        await Assert.ThrowsAsync<RunIncompleteException>(() =>
            lab.Clock.RunAsync(() => lab.Function.InvokeAsync(new MemoryStream("""{"action":"stop"}"""u8.ToArray()))));

        Assert.InRange(lab.Clock.GetUtcNow() - FunctionLab.Now, TimeSpan.Zero, TimeLeft);
    }

    [Fact]
    public async Task Invoke_Cancelled_LeavesTheRestToTheNextAttempt()
    {
        await using var lab = Slow();
        using var cancellation = new CancellationTokenSource();
        lab.Ec2.Faults.On("StopInstances").Nth(3).Do(cancellation.Cancel);

        var incomplete = await Assert.ThrowsAsync<RunIncompleteException>(() => lab.Clock.RunAsync(() => lab.Function.InvokeAsync(
            new MemoryStream("""{"action":"stop"}"""u8.ToArray()), lab.Clock.GetUtcNow().AddMinutes(15), cancellation.Token)));

        Assert.Equal("Cancelled", incomplete.Report!.EarlyEnd?.Code);
        Assert.Equal(2, incomplete.Report!.Count(Outcome.Accepted));
        Assert.Equal("RunIncompleteException", Assert.Single(lab.Lines).GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task Remaining_Command_CarriesEveryOption()
    {
        await using var lab = FunctionLab.Create(
            fleet => fleet.Add(10, instance => instance.Tagged("Env", "dev").Stopped()),
            options => options.Execution.MaxBatchSize = 1,
            ("STOPINATOR_EVENT_ALLOW", "spot,max-instances"));
        lab.Ec2.Faults.On("StartInstances").Delay(TimeSpan.FromSeconds(4));
        const string Command = """{"action":"start","synchronous":true,"verify":false,"waitForTransition":true,"allow":["spot"],"maxInstances":2000,"onlyStoppedWithin":"48h","executionId":"7"}""";

        var report = await lab.InvokeAsync(Command, TimeLeft);

        var remaining = JsonDocument.Parse(report.GetProperty("remaining").GetRawText()).RootElement;
        Assert.Equal(
            """start|False|True|["spot"]|2000|172800s|True|7""",
            string.Join('|', new[] { "action", "verify", "waitForTransition", "allow", "maxInstances", "onlyStoppedWithin", "synchronous", "executionId" }
                .Select(name => remaining.GetProperty(name).ToString())));
    }

    private static FunctionLab Slow(params (string Name, string Value)[] settings)
    {
        var lab = FunctionLab.Create(
            fleet => fleet.Add(10, instance => instance.Tagged("Env", "dev").Running()), options => options.Execution.MaxBatchSize = 1,
            settings);
        lab.Ec2.Faults.On("StopInstances").Delay(TimeSpan.FromSeconds(4));
        return lab;
    }
}
