using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>
/// A change of the state of a CloudWatch alarm: the event of EventBridge, or the payload of the alarm's own Lambda action. The instance is
/// the dimension <c>InstanceId</c> of the alarm's metrics. Only the state <c>ALARM</c> asks for something: a stop.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html"/>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html"/>
internal static class AlarmEvent
{
    /// <summary>The type of the event of EventBridge.</summary>
    public const string DetailType = "CloudWatch Alarm State Change";

    /// <summary>The service that sends the event.</summary>
    public const string Source = "aws.cloudwatch";

    private const string What = "an alarm event";
    private const string Dimension = "InstanceId";

    private static readonly string[] QuietStates = ["OK", "INSUFFICIENT_DATA"];

    /// <summary>Reads the event of EventBridge.</summary>
    /// <exception cref="MalformedEventException">The alarm does not tell one instance to stop.</exception>
    public static InstanceEvent Read(JsonElement element)
    {
        var envelope = new EventObject(element, What);
        return Read(envelope, envelope.Object("detail"), "account", envelope.Texts("resources").FirstOrDefault(), envelope.Text("id"));
    }

    /// <summary>Reads the payload of the alarm's Lambda action.</summary>
    /// <exception cref="MalformedEventException">The alarm does not tell one instance to stop.</exception>
    public static InstanceEvent ReadAction(JsonElement element)
    {
        var envelope = new EventObject(element, What);
        return envelope.Text("source") == Source
            ? Read(envelope, envelope.Object("alarmData"), "accountId", envelope.Text("alarmArn"), id: null)
            : throw new MalformedEventException($"'source' of {What} is not '{Source}'. {EventReader.Accepted}");
    }

    private static InstanceEvent Read(EventObject envelope, EventObject data, string account, string? arn, string? id)
    {
        var location = new EventLocation(envelope.Required("region"), envelope.Required(account));
        var time = envelope.RequiredTime("time");
        var subject = $"The alarm {ErrorText.Quote(data.Required("alarmName"))}";
        var state = data.Object("state").Required("value");
        if (QuietStates.Contains(state))
        {
            return new InstanceEvent(EventKind.Alarm, arn, subject, location, null, $"{subject} is {state}, and only ALARM stops.");
        }

        if (state != "ALARM")
        {
            throw new MalformedEventException(
                $"{subject} is {ErrorText.Quote(state)}; an alarm is ALARM, {string.Join(" or ", QuietStates)}.");
        }

        var command = new FunctionCommand
        {
            Action = PowerAction.Stop,
            Selector = InstanceEvent.SelectorOf(InstanceOf(data, subject, location), subject),
            ScheduledTime = time,
            ExecutionId = id,
        };
        return new InstanceEvent(EventKind.Alarm, arn, subject, location, command, Idle: null);
    }

    // Several metrics of one instance name that instance. Of several instances the alarm does not tell which are meant.
    private static string InstanceOf(EventObject data, string subject, EventLocation location)
    {
        var configuration = data.Object("configuration");
        if (configuration.Has("alarmRule"))
        {
            throw new MalformedEventException(
                $"{subject} is a composite alarm, which has no metric and names no instance. Send the alarms that it combines.");
        }

        var metrics = configuration.Elements("metrics");
        string[] ids = [.. metrics.Select(query => InstanceOf(query, subject, location)).OfType<string>().Distinct(StringComparer.Ordinal)];
        return ids.Length switch
        {
            1 => ids[0],
            0 => throw new MalformedEventException(
                $"{subject} has no metric with the dimension '{Dimension}', which names the instance to stop."),
            _ => throw new MalformedEventException(
                $"{subject} watches {ids.Length} instances ({string.Join(", ", ids.Take(5).Select(ErrorText.Quote))}), and does not "
                + "tell which to stop. Make an alarm for each."),
        };
    }

    private static string? InstanceOf(JsonElement element, string subject, EventLocation location)
    {
        var query = new EventObject(element, $"a metric of {What}");
        if (query.Text("accountId") is { } account && account != location.AccountId)
        {
            throw new MalformedEventException($"{subject} watches a metric of the account {ErrorText.Quote(account)}, not of its own.");
        }

        if (!query.Has("metricStat"))
        {
            return null;
        }

        var metric = query.Object("metricStat").Object("metric");
        return metric.Has("dimensions") ? metric.Object("dimensions").Text(Dimension) : null;
    }
}
