using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Events;

/// <summary>Recognises the kind of an event, and reads the event.</summary>
internal static class EventReader
{
    /// <summary>The part of a message that lists the accepted events.</summary>
    public const string Accepted =
        "The function accepts a command such as {\"action\":\"stop\"}, an EventBridge Scheduler input of that form, the " +
        "scheduled event of an EventBridge rule, an HTTP API event (payload version 2.0), commands in messages of SQS and SNS, and, " +
        "where the settings permit them, CloudWatch alarms and EC2's state changes.";

    /// <summary>The size of the largest event that Lambda delivers asynchronously.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The size of the largest event that Lambda delivers synchronously, as the batches of a queue are.</summary>
    private const int MaxBatchBytes = 6 * 1024 * 1024;

    private static readonly string[] MarksOfHttp = ["requestContext", "routeKey", "rawPath", "httpMethod"];
    private static readonly string[] MarksOfRecords = ["Records"];
    private static readonly string[] MarksOfBridge = ["detail-type", "detail"];
    private static readonly string[] MarksOfAlarm = ["alarmData", "alarmArn"];

    /// <summary>Reads an event.</summary>
    /// <exception cref="MalformedEventException">The event is none of the accepted kinds.</exception>
    public static FunctionEvent Read(ReadOnlyMemory<byte> json)
    {
        // A batch of a queue is delivered synchronously, and may be larger than any other event. Its messages are bounded.
        using var document = Parse(json, MaxBatchBytes);
        var root = document.RootElement;
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            throw new MalformedEventException($"The event is {ErrorText.Quote(root.GetRawText())}. {Accepted}");
        }

        return Has(root, MarksOfRecords) ? OfRecords(root)
            : json.Length > MaxBytes ? throw TooLarge(json.Length, MaxBytes)
            : Has(root, MarksOfHttp) ? HttpRequestEvent.Read(root)
            : Has(root, MarksOfBridge) ? OfBridge(root)
            : Has(root, MarksOfAlarm) ? AlarmEvent.ReadAction(root)
            : OfCommand(CommandReader.Read(root));
    }

    /// <summary>Reads a command that must be there: a message or a body without a text asks for nothing.</summary>
    /// <param name="json">The command.</param>
    /// <param name="what">The message or the body, as the beginning of a sentence.</param>
    /// <exception cref="MalformedEventException">The text is not a command, or is empty.</exception>
    public static FunctionCommand ReadCommand(ReadOnlyMemory<byte> json, string what)
    {
        using var document = Parse(json, MaxBytes);
        return document.RootElement.ValueKind != JsonValueKind.Null
            ? CommandReader.Read(document.RootElement)
            : throw new MalformedEventException(
                $"{what} is {(IsBlank(json.Span) ? "empty" : "null")}; it takes a command, {{}} at least, which runs {Setting.Action}.");
    }

    /// <summary>Reads the command in a message, whose sender does not read the answer.</summary>
    /// <exception cref="MalformedEventException">The text is not a command, or is empty.</exception>
    public static FunctionCommand ReadMessage(ReadOnlyMemory<byte> json) =>
        ReadCommand(json, "The message") is { Synchronous: false } command ? command
        : throw new MalformedEventException("'synchronous' of a message is true; nobody reads its answer. Leave it out.");

    private static FunctionEvent OfRecords(JsonElement root)
    {
        JsonElement[] records = [.. new EventObject(root, "an event with records", MarksOfRecords).Elements(MarksOfRecords[0])];
        var first = records.Length > 0
            ? new EventObject(records[0], "a record")
            : throw new MalformedEventException($"The event has no records. {Accepted}");
        return (first.Text("eventSource") ?? first.Text("EventSource")) switch
        {
            QueueEvent.Source => QueueEvent.Read(records),
            TopicEvent.Source => TopicEvent.Read(records),
            null => throw new MalformedEventException($"The first record has no 'eventSource'. {Accepted}"),
            var source => throw new MalformedEventException($"The records are of {ErrorText.Quote(source)}. {Accepted}"),
        };
    }

    private static FunctionEvent OfBridge(JsonElement root)
    {
        var envelope = new EventObject(root, "an EventBridge event");
        var (source, type) = (envelope.Text("source") ?? "", envelope.Text("detail-type") ?? "");
        return (source, type) switch
        {
            (AlarmEvent.Source, AlarmEvent.DetailType) => AlarmEvent.Read(root),
            (StateChangeEvent.Source, StateChangeEvent.DetailType) => StateChangeEvent.Read(root),
            (_, RuleEvent.DetailType) when RuleEvent.Sources.Contains(source) => RuleEvent.Read(root),
            _ => throw new MalformedEventException(
                $"The EventBridge event is {ErrorText.Quote(type)} from {ErrorText.Quote(source)}, which is not accepted. Narrow the "
                + $"rule's pattern, or give its target a command as constant input. {Accepted}"),
        };
    }

    private static CommandEvent OfCommand(FunctionCommand command) =>
        new(command.ScheduledTime is null ? EventKind.Command : EventKind.Schedule, command);

    private static bool Has(JsonElement root, string[] marks) =>
        root.ValueKind == JsonValueKind.Object && marks.Any(mark => root.TryGetProperty(mark, out _));

    private static bool IsBlank(ReadOnlySpan<byte> json)
    {
        foreach (var character in json)
        {
            if (character is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    private static MalformedEventException TooLarge(int length, int most) =>
        new($"The event has {length} bytes; it may have up to {most}.");

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, int maxBytes)
    {
        if (json.Length > maxBytes)
        {
            throw TooLarge(json.Length, maxBytes);
        }

        try
        {
            ThrowIfNoText(json.Span);

            // An empty event means the same as null.
            return JsonDocument.Parse(IsBlank(json.Span) ? "null"u8.ToArray() : json, Json.Reading);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MalformedEventException(
                $"The event is not JSON that the function accepts: {exception.Message} {Accepted}", exception);
        }
    }

    // JSON can express half of a surrogate pair, in a name or a string. .NET throws wherever such a text is first read.
    private static void ThrowIfNoText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (!IsBlank(json) && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                reader.GetString();
            }
        }
    }
}
