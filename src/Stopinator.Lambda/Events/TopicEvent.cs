using System.Text;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>A notification of an SNS topic, whose message is a command.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html"/>
internal static class TopicEvent
{
    /// <summary>The value of <c>EventSource</c> by which a notification of SNS is known.</summary>
    public const string Source = "aws:sns";

    private const string What = "an SNS event";

    /// <summary>
    /// Reads the notification. A command without a time of its own has the time of the notification, so that a late one becomes stale.
    /// </summary>
    /// <exception cref="MalformedEventException">The event is not one notification, or its message is not a command.</exception>
    public static CommandEvent Read(JsonElement[] records)
    {
        if (records.Length != 1)
        {
            throw new MalformedEventException($"The event has {records.Length} records of SNS, which sends one.");
        }

        var notification = new EventObject(records[0], What).Object("Sns");
        var command = EventReader.ReadMessage(Encoding.UTF8.GetBytes(notification.Text("Message") ?? ""));
        return new CommandEvent(
            EventKind.Sns,
            command with
            {
                ScheduledTime = command.ScheduledTime ?? notification.Time("Timestamp"),
                ExecutionId = command.ExecutionId ?? notification.Text("MessageId"),
            },
            notification.Text("TopicArn"));
    }
}
