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
    private const string What = "an EventBridge event";
    private const string Scheduled = "Scheduled Event";

    private static readonly string[] Sources = ["aws.events", "aws.scheduler"];

    public static FunctionCommand Read(JsonElement element)
    {
        var rule = new EventObject(
            element, What, ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]);
        var (source, type) = (rule.Text("source") ?? "", rule.Text("detail-type") ?? "");
        if (type != Scheduled || !Sources.Contains(source))
        {
            throw new MalformedEventException(
                $"The EventBridge event is {ErrorText.Quote(type)} from {ErrorText.Quote(source)}; only a " +
                $"'{Scheduled}' of a schedule is accepted. Narrow the rule's pattern, or give its target a command as " +
                $"constant input. {EventReader.Accepted}");
        }

        if (rule.Value("detail") is { } detail && !IsEmpty(detail))
        {
            throw new MalformedEventException(
                $"'detail' of {What} is {ErrorText.Quote(detail.GetRawText())}; a schedule sends an empty one. A " +
                "command goes into the constant input of the rule's target.");
        }

        return new FunctionCommand
        {
            ScheduledTime = rule.Time("time") ?? throw new MalformedEventException($"{What} has no 'time'."),
            ExecutionId = rule.Text("id"),
        };
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
