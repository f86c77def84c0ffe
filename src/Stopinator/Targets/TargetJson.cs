using System.Text.Json.Serialization;
using Stopinator.Diagnostics;

namespace Stopinator.Targets;

/// <summary>The JSON of a report of many targets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(MultiTargetReport))]
internal sealed partial class TargetJson : JsonSerializerContext;

/// <summary>The JSON of the saved plans of many targets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SavedTargets))]
internal sealed partial class SavedTargetPlansJson : JsonSerializerContext;
