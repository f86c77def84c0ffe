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

    public static byte[] Write(Exception exception) => Json.ObjectOf(writer =>
    {
        writer.WriteString("errorType", TypeOf(exception));
        writer.WriteString(
            "errorMessage", exception.Message.Length <= MaxMessage ? exception.Message : exception.Message[..MaxMessage]);
        var trace = Expected.Contains(exception.GetType()) ? "" : exception.ToString();
        var frames = trace.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        writer.WriteTexts("stackTrace", frames.Skip(1).Take(MaxFrames));
    });
}
