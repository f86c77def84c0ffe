using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;
using Stopinator.Lambda.Tests.Support;

namespace Stopinator.Lambda.Tests.Reporting;

/// <summary>The answer: the library's JSON, within a size.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Answer_OfARun_IsTheLibrarysJsonWithASummary()
    {
        var report = await ReportAsync(20);

        var answer = JsonNode.Parse(AnswerWriter.Write(new RunResult(report, Remaining: null, Failure: null), 200_000))!.AsObject();

        Assert.Equal(report.ToString(), answer["summary"]!.GetValue<string>());
        answer.Remove("summary");
        // The request is the event's own, so the bounded answer does not repeat it.
        var expected = JsonNode.Parse(report.ToJson())!.AsObject();
        Assert.True(expected.Remove("request"));
        Assert.True(JsonNode.DeepEquals(expected, answer), $"{report.ToJson()}\n{answer.ToJsonString()}");
    }

    [Fact]
    public void Words_OfEveryMember_AreThoseOfTheLibrarysJson()
    {
        AreThoseOfJson<Outcome>();
        AreThoseOfJson<ReasonCode>();
        AreThoseOfJson<PowerAction>();
        AreThoseOfJson<StopMode>();
        AreThoseOfJson<PowerState>();
        AreThoseOfJson<HibernationFallback>();

        static void AreThoseOfJson<TEnum>()
            where TEnum : struct, Enum =>
            Assert.All(Enum.GetValues<TEnum>(), value => Assert.Equal(JsonSerializer.Serialize(value), $"\"{EnumText.Of(value)}\""));
    }

    [Theory]
    [InlineData(60_000, 300)]
    [InlineData(20_000, 60)]
    [InlineData(FunctionSettings.LeastReportBytes, 0)]
    public async Task Answer_OfManyInstances_StaysWithinItsSizeAndCountsExactly(int maxBytes, int atLeastKept)
    {
        var report = await ReportAsync(500);

        var bytes = AnswerWriter.Write(new RunResult(report, Remaining: null, Failure: null), maxBytes)!;

        Assert.InRange(bytes.Length, 1, maxBytes);
        var answer = JsonDocument.Parse(bytes).RootElement;
        Assert.Equal(report.Instances.Length, answer.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt32()));
        var kept = answer.GetProperty("instances").EnumerateArray().ToArray();
        Assert.InRange(kept.Length, atLeastKept, 502);
        Assert.True(answer.GetProperty("shortened").GetBoolean());
        Assert.Equal(report.Instances.Length, kept.Length + answer.GetProperty("omittedInstances").GetInt32());

        // What went wrong stays longest.
        Assert.Equal("OperationNotPermitted", kept[0].GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task Answer_WhoseRemainderIsTooLarge_NamesTheFirstSelectorInstead()
    {
        var report = await ReportAsync(1);
        var ids = Enumerable.Range(0, 1000).Select(number => $"i-{number:x17}").ToArray();
        var remaining = new FunctionCommand { Action = PowerAction.Stop, Selector = InstanceSelector.ById(ids) };

        var bytes = AnswerWriter.Write(new RunResult(report, remaining, Failure: null), FunctionSettings.LeastReportBytes)!;

        var selector = JsonDocument.Parse(bytes).RootElement.GetProperty("remaining").GetProperty("selector").GetRawText();
        Assert.Equal("""{"tag":"Env","values":["dev"]}""", selector);
    }

    [Fact]
    public async Task Answer_WhoseRebootRemainderIsTooLarge_IsNone()
    {
        // The first selector would reboot again what was rebooted.
        var report = await ReportAsync(1, PowerAction.Reboot);
        var ids = Enumerable.Range(0, 1000).Select(number => $"i-{number:x17}").ToArray();

        Assert.Null(AnswerWriter.Write(
            new RunResult(report, new FunctionCommand { Action = PowerAction.Reboot, Selector = InstanceSelector.ById(ids) }, Failure: null), FunctionSettings.LeastReportBytes));
    }

    [Fact]
    public async Task Invoke_SizeSetting_BoundsTheAnswer()
    {
        await using var lab = FunctionLab.Create(
            fleet => fleet.Add(100, instance => instance.Tagged("Env", "dev").Running()), ("STOPINATOR_MAX_REPORT_BYTES", "5000"));

        using var answer = await lab.Clock.RunAsync(
            () => lab.Function.InvokeAsync(new MemoryStream(Encoding.UTF8.GetBytes("""{"action":"stop"}"""))));

        Assert.InRange(answer.Length, 1000, 5000);
        Assert.Equal(0, answer.Position);
    }

    private static async Task<PowerReport> ReportAsync(int running, PowerAction action = PowerAction.Stop)
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(running, instance => instance.Tagged("Env", "dev").Named("päckchen \"1\"").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected());
                fleet.Add(instance => instance.Tagged("Env", "dev").FallsBackOnStart().Stopped());
            },
            ("STOPINATOR_FAIL_ON", "none"));
        var request = new PowerRequest { Action = action, Selector = InstanceSelector.ByTag("Env", "dev") };
        var result = await lab.Clock.RunAsync(() => lab.Function.Runner.RunAsync(new FunctionCommand { Action = action, Selector = request.Selector }, null, callerGoesOn: true, null, default));
        return ((RunResult)result).Report;
    }
}
