using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>A batch of messages of an SQS queue, each of which carries a command.</summary>
/// <param name="Messages">The messages, in the order of the batch.</param>
/// <param name="IsOrdered">True for a FIFO queue: after a failure, the rest of the batch must wait for its redelivery.</param>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"/>
internal sealed record QueueEvent(QueueMessage[] Messages, bool IsOrdered) : FunctionEvent(EventKind.Sqs, Caller: null)
{
    /// <summary>The value of <c>eventSource</c> by which a batch of SQS is known.</summary>
    public const string Source = "aws:sqs";

    private const string What = "an SQS message";

    /// <summary>Reads the messages, without the commands in them: a bad command fails its own message only.</summary>
    /// <exception cref="MalformedEventException">A record is no message of SQS, or has no id to return it by.</exception>
    public static QueueEvent Read(JsonElement[] records)
    {
        var messages = Array.ConvertAll(records, Message);
        var isOrdered = Array.Exists(messages, message => message.Queue?.EndsWith(".fifo", StringComparison.Ordinal) == true);
        return new QueueEvent(messages, isOrdered);
    }

    private static QueueMessage Message(JsonElement record)
    {
        var message = new EventObject(record, What);
        var source = message.Required("eventSource");
        return source == Source
            ? new QueueMessage(
                message.Required("messageId"),
                message.Text("body") ?? "",
                message.Has("attributes") ? message.Object("attributes").Text("SentTimestamp") : null,
                message.Text("eventSourceARN"))
            : throw new MalformedEventException(
                $"A batch of '{Source}' holds a record of {ErrorText.Quote(source)}; a batch has the messages of one queue.");
    }
}

/// <summary>A message of an SQS queue.</summary>
/// <param name="Id">The id by which a failed message is returned.</param>
/// <param name="Body">The command, as JSON.</param>
/// <param name="SentTimestamp">The time at which the message was sent, in milliseconds since 1970; null when it is not given.</param>
/// <param name="Queue">The ARN of the queue; null when it is not given.</param>
internal sealed record QueueMessage(string Id, string Body, string? SentTimestamp, string? Queue) : FunctionEvent(EventKind.Sqs, Queue)
{
    /// <summary>
    /// Reads the command. A command without a time of its own has the time of its sending, so that it becomes stale in a long queue.
    /// </summary>
    /// <exception cref="MalformedEventException">The body is not a command.</exception>
    public FunctionCommand Command()
    {
        var command = EventReader.ReadMessage(Encoding.UTF8.GetBytes(Body));
        return command with { ScheduledTime = command.ScheduledTime ?? SentAt(), ExecutionId = command.ExecutionId ?? Id };
    }

    private DateTimeOffset? SentAt() =>
        SentTimestamp is null ? null
        : long.TryParse(SentTimestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new MalformedEventException(
                $"'SentTimestamp' of an SQS message is {ErrorText.Quote(SentTimestamp)}; it takes milliseconds since 1970.");
}
