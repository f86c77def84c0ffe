using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;

namespace Stopinator.Requests;

/// <summary>Writes a request inside another document as <see cref="PowerRequest.ToJson"/> does, and reads it as strictly.</summary>
internal sealed class PowerRequestJsonConverter : JsonConverter<PowerRequest>
{
    public override PowerRequest? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, RequestJson.Default.PowerRequest);

    public override void Write(Utf8JsonWriter writer, PowerRequest value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, RequestJson.Default.PowerRequest);
}

/// <summary>The JSON of a request.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(PowerRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
