using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>Recognises the kind of an event, and reads the event.</summary>
internal static class EventReader
{
    /// <summary>The part of a message that lists the accepted events.</summary>
    public const string Accepted =
        "The function accepts a command such as {\"action\":\"stop\"}, an EventBridge Scheduler input of that form, the " +
        "scheduled event of an EventBridge rule, and an HTTP API event (payload version 2.0).";

    /// <summary>The size of the largest event that Lambda delivers asynchronously.</summary>
    private const int MaxBytes = 1024 * 1024;

    private static readonly string[] MarksOfRule = ["detail-type", "detail"];
    private static readonly string[] MarksOfHttp = ["requestContext", "routeKey", "rawPath", "httpMethod"];

    /// <summary>Reads an event.</summary>
    /// <exception cref="MalformedEventException">The event is none of the accepted kinds.</exception>
    public static FunctionEvent Read(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            throw new MalformedEventException($"The event is {ErrorText.Quote(root.GetRawText())}. {Accepted}");
        }

        if (Has(root, MarksOfHttp))
        {
            return new FunctionEvent(EventKind.Http, Command: null, HttpRequestEvent.Read(root));
        }

        if (Has(root, MarksOfRule))
        {
            return new FunctionEvent(EventKind.Rule, RuleEvent.Read(root));
        }

        var command = CommandReader.Read(root);
        return new FunctionEvent(command.ScheduledTime is null ? EventKind.Command : EventKind.Schedule, command);
    }

    /// <summary>Reads a command, e.g. the body of a request.</summary>
    /// <exception cref="MalformedEventException">The text is not a command.</exception>
    public static FunctionCommand ReadCommand(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        return CommandReader.Read(document.RootElement);
    }

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

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new MalformedEventException($"The event has {json.Length} bytes; it may have up to {MaxBytes}.");
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

/// <summary>A valid event.</summary>
/// <param name="Kind">The source of the event.</param>
/// <param name="Command">The request of the event; null for an HTTP request, whose body holds it.</param>
/// <param name="Request">The HTTP request; null for other events.</param>
internal sealed record FunctionEvent(EventKind Kind, FunctionCommand? Command, HttpRequestEvent? Request = null);
