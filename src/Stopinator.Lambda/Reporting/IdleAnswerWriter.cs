using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the answer to an event that asked for nothing.</summary>
internal static class IdleAnswerWriter
{
    public static byte[] Write(string summary) => Json.ObjectOf(writer =>
    {
        writer.WriteString("summary", summary);
        writer.WriteBoolean("isSuccess", value: true);
    });
}
