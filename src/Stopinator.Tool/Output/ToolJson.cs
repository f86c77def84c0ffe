using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stopinator.Tool.Output;

/// <summary>The JSON of results that the library has no JSON for: camel case, enumerations as words, instants in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcConverter)])]
[JsonSerializable(typeof(IReadOnlyList<Ec2Instance>))]
[JsonSerializable(typeof(ScheduleDocument))]
[JsonSerializable(typeof(PreviewDocument))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class ToolJson : JsonSerializerContext;

/// <summary>Writes an instant in UTC, with <c>Z</c>.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
