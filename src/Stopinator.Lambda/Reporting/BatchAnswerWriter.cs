using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the answer to a batch of a queue: the messages that failed, which the queue then delivers again.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"/>
internal static class BatchAnswerWriter
{
    public static byte[] Write(IEnumerable<string> failedMessages) => Json.ObjectOf(writer =>
    {
        writer.WriteStartArray("batchItemFailures");
        foreach (var message in failedMessages)
        {
            writer.WriteStartObject();
            writer.WriteString("itemIdentifier", message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
