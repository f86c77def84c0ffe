using System.Text.Json.Serialization;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>The JSON of results that the library has no JSON for: camel case, enumerations as words, instants in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(IReadOnlyList<Ec2Instance>))]
[JsonSerializable(typeof(ScheduleDocument))]
[JsonSerializable(typeof(PreviewDocument))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class ToolJson : JsonSerializerContext;
