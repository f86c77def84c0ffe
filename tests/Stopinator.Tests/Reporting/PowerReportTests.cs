using System.Text;
using System.Text.Json;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

public sealed class PowerReportTests
{
    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");

    [Fact]
    public async Task ToJson_MixedReport_HoldsEverythingInWords()
    {
        await using var lab = Lab();

        var report = await lab.RunAsync(PowerRequest.Stop(Dev | InstanceSelector.ById("i-0fffffffffffffff0")));

        using var json = JsonDocument.Parse(report.ToJson());
        var root = json.RootElement;
        Assert.Equal("stop", root.GetProperty("action").GetString());
        Assert.Equal("tag:Env=dev or id=i-0fffffffffffffff0", root.GetProperty("selector").GetString());
        Assert.False(root.GetProperty("dryRun").GetBoolean());
        Assert.Equal("2026-11-20T19:00:00Z", root.GetProperty("startedAt").GetString());
        Assert.Equal(2, root.GetProperty("calls").GetInt32());
        Assert.False(root.TryGetProperty("earlyEnd", out _));
        Assert.Equal("stop", root.GetProperty("request").GetProperty("action").GetString());
        Assert.Equal(
            "{\"accepted\":1,\"already-there\":1,\"not-found\":1,\"failed\":1}", root.GetProperty("counts").GetRawText());

        var failed = root.GetProperty("instances").EnumerateArray().Single(
            instance => instance.GetProperty("outcome").GetString() == "failed");
        Assert.Equal(
            ["instanceId", "name", "action", "stateBefore", "stateSeen", "outcome", "reason", "message", "errorCode", "requestId", "attempts"],
            failed.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ("license", "running", "refused", "OperationNotPermitted", 1),
            (failed.GetProperty("name").GetString(), failed.GetProperty("stateBefore").GetString(), failed.GetProperty("reason").GetString(),
                failed.GetProperty("errorCode").GetString(), failed.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task FromJson_OfToJson_IsEqualInInstancesCountsAndRemainder()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(
                8,
                (i, index) => _ = (index == 0 ? i.StopProtected() : index == 1 ? i.Stopped() : i).Tagged("Env", "dev").Named($"n{index}")),
            options => options.Execution.MaxBatchSize = 2);
        lab.Ec2.Faults.On("StopInstances").After(3).Fail("AuthFailure", "No.", status: 401);
        var request = PowerRequest.Stop(Dev) with { StopMode = StopMode.Hibernate, HibernationFallback = HibernationFallback.StopNormally, Allow = [ReasonCode.Spot], MaxInstances = 9 };

        var report = await lab.RunAsync(request);
        var read = PowerReport.FromJson(report.ToJson());

        Assert.NotNull(report.Remaining());
        Assert.Equal(report.Instances, read.Instances);
        Assert.Equal(report.Counts, read.Counts);
        Assert.Equal(report.Remaining()!.ToJson(), read.Remaining()!.ToJson());
        Assert.Equal(
            (report.StartedAt, report.FinishedAt, report.Calls, report.EarlyEnd, report.IsSuccess, report.OmittedCount),
            (read.StartedAt, read.FinishedAt, read.Calls, read.EarlyEnd, read.IsSuccess, read.OmittedCount));
        Assert.Equal(report.ToJson(), read.ToJson());
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "request")]
    [InlineData("[]", "JSON")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z"}""", "instances")]
    [InlineData("""{"request":{"action":"stop","selektor":{}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":[]}""", "selektor")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":[{"instanceId":"web-1","action":"stop","outcome":"failed","reason":"refused","message":"m"}]}""", "'web-1'")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":[{"instanceId":"i-00000001","action":"stop","outcome":"gone","reason":"refused","message":"m"}]}""", "outcome")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":[null]}""", "$.instances[0]")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":null}""", "$.instances is null")]
    [InlineData("""{"request":{"action":"stop","selector":{"all":true}},"startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00Z","instances":[{"instanceId":"i-00000001","action":"stop","outcome":99,"reason":"refused","message":"m"}]}""", "$.instances[0]")]
    public void FromJson_NoReport_IsRefusedWithTheReason(string json, string part) =>
        Assert.Contains(part, Assert.Throws<JsonException>(() => PowerReport.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_OutcomesOfATest_CountAsAnyReport()
    {
        var report = PowerReport.Create(
            PowerRequest.Stop(Dev),
            [OutcomeOf("i-00000001", Outcome.Reached), OutcomeOf("i-00000002", Outcome.NotAttempted)],
            Ec2Lab.Start,
            calls: 1);

        Assert.Equal("stop: 1 reached, 1 not attempted (of 2 instances, 1 call).", report.ToString());
        Assert.Equal("id=i-00000002 and tag:Env=dev", report.Remaining()!.Selector.ToString());
        Assert.Throws<PowerFailedException>(report.EnsureSuccess);
        Assert.Contains(
            "comes twice",
            Assert.Throws<ArgumentException>(() => PowerReport.Create(report.Request, [report.Instances[0], report.Instances[0]])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteJson_ToAStream_IsTheSameText()
    {
        await using var lab = Lab();
        var report = await lab.RunAsync(PowerRequest.Stop(Dev));
        using var stream = new MemoryStream();

        await report.WriteJsonAsync(stream);

        Assert.Equal(report.ToJson(), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task EnsureSuccess_Failures_ThrowsWithTheWorstOnesNamed()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(8, i => i.StopProtected()));
        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        var exception = Assert.Throws<PowerFailedException>(report.EnsureSuccess);

        Assert.Same(report, exception.Report);
        Assert.StartsWith("stop: 8 failed (of 8 instances, 8 calls).", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{report.Instances[0].InstanceId}: failed. OperationNotPermitted", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 3 more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureSuccess_NoFailure_ReturnsTheReport()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Same(report, report.EnsureSuccess());
        Assert.Null(report.Remaining());
    }

    [Theory]
    [InlineData(Outcome.Reached, true)]
    [InlineData(Outcome.Accepted, true)]
    [InlineData(Outcome.AlreadyThere, true)]
    [InlineData(Outcome.OnItsWay, true)]
    [InlineData(Outcome.Skipped, true)]
    [InlineData(Outcome.NotFound, false)]
    [InlineData(Outcome.FellBack, false)]
    [InlineData(Outcome.TimedOut, false)]
    [InlineData(Outcome.Unknown, false)]
    [InlineData(Outcome.Failed, false)]
    [InlineData(Outcome.NotAttempted, false)]
    public void IsSuccess_OfEachOutcome_IsAsDocumented(Outcome outcome, bool success) =>
        Assert.Equal(success, new InstanceOutcome
        {
            InstanceId = Some.Id,
            Action = PowerAction.Stop,
            Outcome = outcome,
            Reason = ReasonCode.Selected,
            Message = "",
        }.IsSuccess);

    [Fact]
    public async Task ToString_EarlyEnd_SaysWhy()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Fail("AuthFailure", "The keys are not valid.", status: 401);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal(
            "stop: 2 not attempted (of 2 instances, 1 call). Ended early: AuthFailure: The keys are not valid.", report.ToString());
    }

    [Fact]
    public async Task Remaining_WithTheOptionsOfTheRequest_KeepsThem()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")));
        lab.Ec2.Faults.On("StopInstances").Fail("AuthFailure", "No.", status: 401);
        var request = PowerRequest.Stop(Dev) with { StopMode = StopMode.Force, Await = PowerAwait.State, Deadline = Ec2Lab.Start.AddHours(1), MaxInstances = 7 };

        var rest = Assert.IsType<PowerRequest>((await lab.RunAsync(request)).Remaining());

        Assert.Equal(request with { Selector = rest.Selector, Deadline = null }, rest);
        Assert.Equal(
            "id=i-00000000000000001,i-00000000000000002,i-00000000000000003 and tag:Env=dev", rest.Selector.ToString());
    }

    [Fact]
    public async Task Remaining_OfARemainder_DoesNotGrow()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(3, i => i.Tagged("Env", "dev")), options => options.Execution.MaxBatchSize = 1);
        lab.Ec2.Faults.On("StopInstances").Nth(1).Fail("AuthFailure", "No.", status: 401);
        lab.Ec2.Faults.On("StopInstances").Nth(3).Fail("AuthFailure", "No.", status: 401);

        var first = Assert.IsType<PowerRequest>((await lab.RunAsync(PowerRequest.Stop(Dev))).Remaining());
        var second = Assert.IsType<PowerRequest>((await lab.RunAsync(first)).Remaining());

        Assert.Equal("id=i-00000000000000002,i-00000000000000003 and tag:Env=dev", second.Selector.ToString());
    }

    private static InstanceOutcome OutcomeOf(string id, Outcome outcome) =>
        new() { InstanceId = id, Action = PowerAction.Stop, Outcome = outcome, Reason = ReasonCode.RequestAccepted, Message = "As the test says." };

    private static Ec2Lab Lab() => Ec2Lab.Create(fleet =>
    {
        fleet.Add(i => i.Tagged("Env", "dev").Running());
        fleet.Add(i => i.Tagged("Env", "dev").Stopped());
        fleet.Add(i => i.Tagged("Env", "dev").Named("license").StopProtected());
    });
}
