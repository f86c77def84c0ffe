using System.Buffers;
using System.Text.Json;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Runtime;

/// <summary>Writes an exception in the form in which the runtime API accepts errors.</summary>
internal static class ErrorBody
{
    // Lambda keeps 256 KB of an error.
    private const int MaxMessage = 32 * 1024;
    private const int MaxFrames = 50;

    // The messages of these exceptions tell what to do; their stack traces help nobody.
    private static readonly Type[] Expected =
    [
        typeof(MalformedEventException), typeof(StaleEventException), typeof(EventNotPermittedException), typeof(FunctionSettingsException),
        typeof(RunFailedException), typeof(RunIncompleteException), typeof(PlanRefusedException), typeof(Ec2Exception),
    ];

    public static string TypeOf(Exception exception) => exception.GetType().Name;

    public static byte[] Write(Exception exception)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("errorType", TypeOf(exception));
            writer.WriteString(
                "errorMessage", exception.Message.Length <= MaxMessage ? exception.Message : exception.Message[..MaxMessage]);
            writer.WriteStartArray("stackTrace");
            var trace = Expected.Contains(exception.GetType()) ? "" : exception.ToString();
            var frames = trace.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var frame in frames.Skip(1).Take(MaxFrames))
            {
                writer.WriteStringValue(frame);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
