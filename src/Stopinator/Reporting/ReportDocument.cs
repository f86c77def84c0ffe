using System.Text.Json.Serialization;
using Stopinator.Requests;

namespace Stopinator.Reporting;

/// <summary>The part of a report's JSON from which the report is made again. Everything else follows from this part.</summary>
internal sealed record ReportDocument
{
    [JsonConverter(typeof(PowerRequestJsonConverter))]
    public required PowerRequest Request { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public string? Region { get; init; }

    public string? AccountId { get; init; }

    public int Calls { get; init; }

    public int OmittedCount { get; init; }

    public EarlyEnd? EarlyEnd { get; init; }

    public required IReadOnlyList<InstanceOutcome> Instances { get; init; }
}

/// <summary>The JSON of a report.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PowerReport))]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
