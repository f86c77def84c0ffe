using System.Text.Json;
using Stopinator.Reporting;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

/// <summary>Every sentence that a report and its errors say.</summary>
public sealed class ReportTextTests
{
    private const string Times = "\"startedAt\":\"2026-01-01T00:00:00Z\",\"finishedAt\":\"2026-01-01T00:00:00Z\"";

    private const string Outcomes =
        "{\"instanceId\":\"i-00000001\",\"action\":\"stop\",\"outcome\":\"failed\",\"reason\":\"refused\",\"message\":\"No.\"}";

    [Theory]
    [InlineData(Outcome.Reached, "reached")]
    [InlineData(Outcome.Accepted, "accepted")]
    [InlineData(Outcome.AlreadyThere, "already there")]
    [InlineData(Outcome.OnItsWay, "on their way")]
    [InlineData(Outcome.Skipped, "skipped")]
    [InlineData(Outcome.NotFound, "not found")]
    [InlineData(Outcome.FellBack, "fell back")]
    [InlineData(Outcome.TimedOut, "timed out")]
    [InlineData(Outcome.NotReady, "not ready")]
    [InlineData(Outcome.Unknown, "unknown")]
    [InlineData(Outcome.Failed, "failed")]
    [InlineData(Outcome.NotAttempted, "not attempted")]
    public void Words_EachOutcome_AreThoseOfTheReport(Outcome outcome, string words) => Assert.Equal(words, OutcomeNames.Words(outcome));

    [Fact]
    public void Words_NoOutcome_Throws() =>
        Assert.StartsWith(
            "Not an outcome.",
            Assert.Throws<ArgumentOutOfRangeException>("outcome", () => OutcomeNames.Words((Outcome)99)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0, 2, false, "stop: 1 failed (of 1 instance, 2 calls).")]
    [InlineData(2, 0, 1, false, "stop: 2 failed (of 2 instances, 1 call).")]
    [InlineData(0, 1, 0, true, "stop (dry run): 1 already there (of 1 instance, 0 calls).")]
    [InlineData(1, 3, 1, true, "stop (dry run): 3 already there, 1 failed (of 4 instances, 1 call).")]
    [InlineData(0, 0, 0, false, "stop: nothing selected (of 0 instances, 0 calls).")]
    public void ToString_AnyReport_CountsInstancesAndCalls(int failed, int omitted, int calls, bool dryRun, string text)
    {
        var report = PowerReport.Create(
            Some.Request(PowerAction.Stop) with { DryRun = dryRun }, Failures(failed), calls: calls, omittedCount: omitted);

        Assert.Equal(text, report.ToString());
        Assert.Equal((failed, omitted), (report.Count(Outcome.Failed), report.Count(Outcome.AlreadyThere)));
    }

    [Theory]
    [InlineData(5, "")]
    [InlineData(6, "\n  and 1 more")]
    public void EnsureSuccess_Failures_NamesFiveAndCountsTheOthers(int failures, string more)
    {
        var report = PowerReport.Create(Some.Request(PowerAction.Stop), Failures(failures));

        var message = Assert.Throws<PowerFailedException>(report.EnsureSuccess).Message.ReplaceLineEndings("\n");

        var named = string.Concat(report.Instances.Take(5).Select(instance => $"\n  {instance.InstanceId}: failed. As the test says."));
        Assert.Equal($"stop: {failures} failed (of {failures} instances, 0 calls).{named}{more}", message);
    }

    [Fact]
    public void PowerFailedException_NoReport_Throws() =>
        Assert.Throws<ArgumentNullException>("report", () => new PowerFailedException(null!));

    [Fact]
    public void Create_NoRequestOrInstances_Throws()
    {
        Assert.Throws<ArgumentNullException>("request", () => PowerReport.Create(null!, []));
        Assert.Throws<ArgumentNullException>("instances", () => PowerReport.Create(Some.Request(PowerAction.Stop), null!));
    }

    [Fact]
    public void Create_EachPart_IsThatOfTheReport()
    {
        var end = new EarlyEnd("AuthFailure", "No.");

        var report = PowerReport.Create(
            Some.Request(PowerAction.Stop), [], Ec2Lab.Start, Ec2Lab.Start.AddSeconds(3), 7, end, 2, "eu-west-1", "123456789012");

        Assert.Equal((Ec2Lab.Start, Ec2Lab.Start.AddSeconds(3), 7), (report.StartedAt, report.FinishedAt, report.Calls));
        Assert.Equal((end, 2, "eu-west-1", "123456789012"), (report.EarlyEnd, report.OmittedCount, report.Region, report.AccountId));
        Assert.Equal(Ec2Lab.Start, PowerReport.Create(Some.Request(PowerAction.Stop), [], Ec2Lab.Start).FinishedAt);
    }

    [Theory]
    [InlineData("null", "[]", "$.request has no action or no selector.")]
    [InlineData("{\"action\":\"stop\",\"selector\":{\"all\":true}}", "null", "$.instances is null; it takes an array.")]
    [InlineData("{\"action\":\"stop\",\"selector\":{\"all\":true}}", "[" + Outcomes + ",null]",
        "$.instances[1] is no outcome: its id, action, outcome, reason or message is null or unknown.")]
    public void FromJson_NoReport_SaysWhereAndWhy(string request, string instances, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<JsonException>(
                () => PowerReport.FromJson($"{{\"request\":{request},{Times},\"instances\":{instances}}}")).Message);

    [Theory]
    [InlineData("instanceId", null)]
    [InlineData("message", null)]
    [InlineData("action", 99)]
    [InlineData("outcome", 99)]
    [InlineData("reason", 99)]
    public void Problem_PartOfAnOutcomeIsNullOrUnknown_IsNamed(string part, int? value)
    {
        var outcome = Failures(1)[0];
        outcome = part switch
        {
            "instanceId" => outcome with { InstanceId = null! },
            "message" => outcome with { Message = null! },
            "action" => outcome with { Action = (PowerAction)value! },
            "outcome" => outcome with { Outcome = (Outcome)value! },
            _ => outcome with { Reason = (ReasonCode)value! },
        };

        Assert.Equal(
            "$.instances[0] is no outcome: its id, action, outcome, reason or message is null or unknown.",
            Document(Some.Request(PowerAction.Stop), outcome).Problem());
    }

    [Fact]
    public void Problem_RequestWithoutPartsThatItNeeds_IsNamed()
    {
        const string Message = "$.request has no action or no selector.";

        Assert.Equal(Message, Document(null!).Problem());
        Assert.Equal(Message, Document(Some.Request((PowerAction)99)).Problem());
        Assert.Equal(Message, Document(Some.Request(PowerAction.Stop) with { Selector = null! }).Problem());
        Assert.Null(Document(Some.Request(PowerAction.Stop), Failures(2)).Problem());
    }

    [Fact]
    public void IsSuccess_PermittedInADryRun_IsTrue() =>
        Assert.True((Failures(1)[0] with { Outcome = Outcome.NotAttempted, Reason = ReasonCode.DryRun }).IsSuccess);

    private static ReportDocument Document(PowerRequest request, params InstanceOutcome[] outcomes) =>
        new() { Request = request, StartedAt = Ec2Lab.Start, FinishedAt = Ec2Lab.Start, Instances = outcomes };

    private static InstanceOutcome[] Failures(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new InstanceOutcome
        {
            InstanceId = OrderedFleet.Id(1, 1, number),
            Action = PowerAction.Stop,
            Outcome = Outcome.Failed,
            Reason = ReasonCode.Refused,
            Message = "As the test says.",
        }),
    ];
}
