using System.Text.Json.Serialization;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>A catalog of schedules as JSON.</summary>
internal sealed record CatalogDocument(IReadOnlyDictionary<string, string> Schedules);

/// <summary>The JSON of a catalog.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
