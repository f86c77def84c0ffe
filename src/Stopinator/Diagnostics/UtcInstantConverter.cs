using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stopinator.Diagnostics;

/// <summary>Writes an instant in UTC with <c>Z</c>, e.g. <c>2026-11-20T19:00:00Z</c>. Reads an instant with any offset.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
