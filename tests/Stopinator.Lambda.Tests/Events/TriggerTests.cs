using System.Text;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Events;

/// <summary>The events of queues, topics, alarms and state changes, good and hostile: the right instances stop, and nothing else happens.</summary>
public sealed class TriggerTests
{
    private static readonly TriggerCases Cases = new(FunctionLab.Now);

    public static TheoryData<string> Names { get; } = [.. Cases.All().Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Invoke_EventOfATrigger_StopsTheRightInstancesAndNothingElse(string name)
    {
        var (_, json, error, says, stops) = Cases.All().Single(each => each.Name == name);
        await using var lab = TriggerLab.Create(("STOPINATOR_STATE_CHANGE_GRACE", "0s"));

        var answer = "";
        var refused = await Record.ExceptionAsync(async () => answer = (await lab.InvokeAsync(json)).GetRawText());

        Assert.Equal(error, refused?.GetType().Name);
        Assert.Contains(says, refused?.Message ?? answer, StringComparison.Ordinal);
        Assert.False(refused is MalformedEventException && char.IsLower(refused.Message[0]), refused?.Message);
        Assert.Equal(stops, lab.Ec2.Instances.Where(instance => instance.Stops > 0).Select(instance => instance.Id));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(0, instance.Starts));
        Assert.All(lab.Lines, line => Assert.InRange(line.GetProperty("message").GetString()!.Length, 10, 1500));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Invoke_EventOfATriggerTwice_ChangesNothingTheSecondTime(string name)
    {
        var (_, json, _, _, stops) = Cases.All().Single(each => each.Name == name);
        await using var lab = TriggerLab.Create(("STOPINATOR_STATE_CHANGE_GRACE", "0s"));
        await Record.ExceptionAsync(() => lab.InvokeAsync(json));
        var calls = lab.Ec2.Calls.Count(call => call.Action == "StopInstances");

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        await Record.ExceptionAsync(() => lab.InvokeAsync(json));

        Assert.Equal(stops.Length > 0, calls > 0);
        Assert.Equal(calls, lab.Ec2.Calls.Count(call => call.Action == "StopInstances"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    public async Task Invoke_NotificationWithoutACommand_IsRefused(string? message)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));
        var notification = TriggerEvents.Notification(FunctionLab.Now, message ?? "");
        if (message is null)
        {
            notification["Sns"]!.AsObject().Remove("Message");
        }

        var refused = await Assert.ThrowsAsync<MalformedEventException>(() => lab.InvokeAsync(TriggerEvents.Records(notification)));

        Assert.Equal(
            $"The message is {(message == "null" ? "null" : "empty")}; it takes a command, {{}} at least, which runs STOPINATOR_ACTION.", refused.Message);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public void Read_CommandWithATimeOfItsOwn_KeepsItsTime()
    {
        const string Command = """{"action":"stop","scheduledTime":"2026-11-20T19:00:00Z"}""";
        var own = new DateTimeOffset(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

        var notification = Assert.IsType<CommandEvent>(Read(TriggerEvents.Sns(own.AddHours(1), Command)));
        var batch = Assert.IsType<QueueEvent>(Read(TriggerEvents.Sqs(own.AddHours(1), [Command])));

        Assert.Equal(own, notification.Command.ScheduledTime);
        Assert.Equal(own, Assert.Single(batch.Messages).Command().ScheduledTime);
    }

    [Fact]
    public void Command_SentInTheLastMillisecondOfTheCalendar_HasThisTime()
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

        var batch = Assert.IsType<QueueEvent>(Read(TriggerEvents.Sqs(last, ["""{"action":"stop"}"""])));

        Assert.Equal(last, Assert.Single(batch.Messages).Command().ScheduledTime);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData(" 1")]
    public void Command_SentAtNoTime_IsRefused(string sent)
    {
        var message = TriggerEvents.Message(FunctionLab.Now, "{}");
        message["attributes"]!["SentTimestamp"] = sent;
        var batch = Assert.IsType<QueueEvent>(Read(TriggerEvents.Records(message)));

        var refused = Assert.Throws<MalformedEventException>(() => Assert.Single(batch.Messages).Command());

        Assert.Equal($"'SentTimestamp' of an SQS message is '{sent}'; it takes milliseconds since 1970.", refused.Message);
    }

    [Fact]
    public void Read_EventsThatHaveAnId_TakeItForTheirRun()
    {
        var rule = Assert.IsType<CommandEvent>(Read(
            """{"detail-type":"Scheduled Event","source":"aws.events","id":"89d1a02d","time":"2026-11-20T19:00:00Z","detail":{}}"""));
        var notification = Assert.IsType<CommandEvent>(Read(TriggerEvents.Sns(FunctionLab.Now, "{}")));
        var named = Assert.IsType<CommandEvent>(Read(TriggerEvents.Sns(FunctionLab.Now, """{"executionId":"own"}""")));
        var batch = Assert.IsType<QueueEvent>(Read(TriggerEvents.Sqs(FunctionLab.Now, ["{}", """{"executionId":"own"}"""])));

        var messageId = TriggerEvents.Notification(FunctionLab.Now, "{}")["Sns"]!["MessageId"]!.GetValue<string>();
        Assert.Equal("89d1a02d", rule.Command.ExecutionId);
        Assert.Equal(messageId, notification.Command.ExecutionId);
        Assert.Equal("own", named.Command.ExecutionId);
        Assert.Equal(["m0", "own"], batch.Messages.Select(message => message.Command().ExecutionId));
    }

    [Fact]
    public async Task Invoke_NotificationOfAnEmptyObject_RunsTheActionOfTheSettings()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        Assert.True((await lab.InvokeAsync(TriggerEvents.Sns(FunctionLab.Now, "{}"))).GetProperty("isSuccess").GetBoolean());
        Assert.Contains(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public void Hostile_Cases_AreManyAndDifferent()
    {
        Assert.InRange(Cases.Hostile().Count(), 40, 200);
        Assert.Distinct(Cases.All().Select(each => each.Json));
    }

    [Fact]
    public async Task Invoke_AlarmOrStateChangeThatNobodyAskedFor_IsRefused()
    {
        await using var lab = FunctionLab.Create(TriggerFleet.Of(FunctionLab.Now));
        string[] samples =
            [.. Cases.Samples().Select(each => each.Json).Where(json => !json.Contains("Records", StringComparison.Ordinal))];

        foreach (var json in samples)
        {
            var refused = await Assert.ThrowsAsync<EventNotPermittedException>(() => lab.InvokeAsync(json));
            Assert.Contains("STOPINATOR_EVENT_ALLOW would have to list '", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(lab.Ec2.Calls);
        Assert.Equal(samples.Length, lab.Lines.Count);
    }

    [Theory]
    [InlineData("alarm", "state-change")]
    [InlineData("state-change", "alarm")]
    public async Task Invoke_TheOtherEventIsPermitted_IsRefused(string permitted, string needed)
    {
        await using var lab = FunctionLab.Create(TriggerFleet.Of(FunctionLab.Now), ("STOPINATOR_EVENT_ALLOW", permitted));
        var json = needed == "alarm"
            ? TriggerEvents.Alarm(FunctionLab.Now, [TriggerEvents.Metric(TriggerCases.Idle)])
            : TriggerEvents.StateChange(FunctionLab.Now, TriggerCases.Idle);

        var refused = await Assert.ThrowsAsync<EventNotPermittedException>(() => lab.InvokeAsync(json));

        Assert.EndsWith($"STOPINATOR_EVENT_ALLOW would have to list '{needed}'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_OfEachTrigger_LogsItsSource()
    {
        await using var lab = TriggerLab.Create(("STOPINATOR_STATE_CHANGE_GRACE", "0s"));
        string[] names = ["alarm", "alarm's own action", "alarm that is OK", "started out of its hours", "message", "notification"];

        foreach (var name in names)
        {
            await lab.InvokeAsync(Cases.Samples().Single(each => each.Name == name).Json);
        }

        Assert.Equal(
            ["alarm", "alarm", "alarm", "state-change", "sqs", "sns"], lab.Lines.Select(line => line.GetProperty("trigger").GetString()));
        Assert.Equal(
            [TriggerEvents.AlarmArn, TriggerEvents.AlarmArn, TriggerEvents.AlarmArn, $"arn:aws:ec2:us-east-1:123456789012:instance/{TriggerCases.Idle}", TriggerEvents.Queue, TriggerEvents.Topic],
            lab.Lines.Select(line => line.GetProperty("caller").GetString()));
        Assert.Equal("m0", lab.Lines[4].GetProperty("executionId").GetString());
    }

    private static FunctionEvent Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json));
}
