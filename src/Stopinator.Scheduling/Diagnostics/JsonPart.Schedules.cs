using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Diagnostics;

/// <content>Reads schedules. Every error is a <see cref="ScheduleFormatException"/>.</content>
internal readonly partial record struct JsonPart
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a document.</summary>
    /// <exception cref="ScheduleFormatException">The text is not JSON.</exception>
    public static JsonPart Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            // The element outlives the document.
            using var document = JsonDocument.Parse(json, Options);
            return new(document.RootElement.Clone(), "$");
        }
        catch (Exception exception) when (exception is JsonException or EncoderFallbackException or ArgumentException)
        {
            var position = PositionOf(json, exception as JsonException);
            throw new ScheduleFormatException(
                $"The schedules are not valid JSON at position {position.ToString(CultureInfo.InvariantCulture)}: " +
                $"{ErrorText.Clean(exception.Message, LongestReason)}",
                position,
                "$",
                exception);
        }
    }

    /// <summary>Reads the string as a value, and adds the path to the value's errors.</summary>
    public T Read<T>(Func<string, T> read)
    {
        var text = String();
        try
        {
            return read(text);
        }
        catch (ScheduleFormatException exception)
        {
            throw new ScheduleFormatException($"{Path}: {exception.Message}", exception.Position, Path, exception);
        }
        catch (ArgumentException exception)
        {
            throw Error(ErrorText.MessageOf(exception), innerException: exception);
        }
    }

    /// <summary>Returns the boolean.</summary>
    /// <exception cref="ScheduleFormatException">The element is neither true nor false.</exception>
    public bool Boolean() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw NotA(JsonValueKind.True, "true or false"),
    };

    public ScheduleFormatException Error(string problem, int position = 0, Exception? innerException = null) =>
        new($"{Path}: {problem}", position, Path, innerException);

    private ScheduleFormatException NotA(JsonValueKind kind, string what) =>
        Error($"{what} is {(kind == JsonValueKind.Object ? "an object" : "expected")}, not {ErrorText.Quote(Element.GetRawText())}.");

    private static ScheduleFormatException Unknown(JsonPart property, string problem) => property.Error(problem);

    // System.Text.Json reports the line, and the byte in the line.
    private static int PositionOf(string json, JsonException? exception)
    {
        var start = 0;
        for (var line = exception?.LineNumber ?? 0; line > 0 && json.IndexOf('\n', start) is >= 0 and var end; line--)
        {
            start = end + 1;
        }

        var bytes = exception?.BytePositionInLine ?? 0;
        var position = start;
        for (; position < json.Length && bytes > 0; position++)
        {
            bytes -= char.IsSurrogate(json[position]) ? 2 : Encoding.UTF8.GetByteCount(json.AsSpan(position, 1));
        }

        return position;
    }
}
