using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>
/// The event of an EventBridge rule on a schedule, which is also the event that EventBridge Scheduler sends without an input. The event
/// itself makes no request.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html"/>
internal static class RuleEvent
{
    /// <summary>The type of the event.</summary>
    public const string DetailType = "Scheduled Event";

    private const string What = "an EventBridge event";

    /// <summary>The services that send the event.</summary>
    public static string[] Sources => ["aws.events", "aws.scheduler"];

    /// <summary>Reads the event. It names no action.</summary>
    /// <exception cref="MalformedEventException">The event is not that of a schedule.</exception>
    public static CommandEvent Read(JsonElement element)
    {
        var rule = new EventObject(
            element, What, ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]);
        if (rule.Value("detail") is { } detail && !IsEmpty(detail))
        {
            throw new MalformedEventException(
                $"'detail' of {What} is {ErrorText.Quote(detail.GetRawText())}; a schedule sends an empty one. A " +
                "command goes into the constant input of the rule's target.");
        }

        return new CommandEvent(EventKind.Rule, new FunctionCommand
        {
            ScheduledTime = rule.RequiredTime("time"),
            ExecutionId = rule.Text("id"),
        });
    }

    // Scheduler sends the detail as a text; some tools that replay events send null.
    private static bool IsEmpty(JsonElement detail) =>
        detail.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.Object => !detail.EnumerateObject().Any(),
            JsonValueKind.String => detail.GetString()!.Trim() is var text && (text.Length == 0 || IsEmptyObject(text)),
            _ => false,
        };

    private static bool IsEmptyObject(string text) =>
        text.Length > 1 && text[0] == '{' && text[^1] == '}' && string.IsNullOrWhiteSpace(text[1..^1]);
}
