using System.Text.Json.Serialization;

namespace Smoke;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Command))]
internal sealed partial class CommandJson : JsonSerializerContext;
