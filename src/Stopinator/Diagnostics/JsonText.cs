using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stopinator.Diagnostics;

/// <summary>Reads a value from JSON.</summary>
internal static class JsonText
{
    /// <summary>Reads a value that is not null.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="what">The name of the value in messages.</param>
    /// <exception cref="JsonException">The JSON is not such a value.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type, string what)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException($"The {what} is null.");
        }
        catch (JsonException exception)
            when (exception.Path is { Length: > 0 } path && !exception.Message.Contains(path, StringComparison.Ordinal))
        {
            // The message about an unknown property and those of our own converters lack the path.
            throw new JsonException(
                $"{exception.Message} Path: {path}.", path, exception.LineNumber, exception.BytePositionInLine, exception);
        }
        catch (ArgumentException exception) when (exception.InnerException is System.Text.EncoderFallbackException)
        {
            throw new JsonException($"The {what} holds half of a surrogate pair, which is no text.", exception);
        }
    }
}
