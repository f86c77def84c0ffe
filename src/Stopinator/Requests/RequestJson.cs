using System.Text.Json.Serialization;

namespace Stopinator.Requests;

/// <summary>The JSON of a request.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PowerRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
