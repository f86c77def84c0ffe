using System.Globalization;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
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

    /// <summary>Returns what is wrong, with its path; null when nothing is.</summary>
    public string? Problem()
    {
        if (Request is null or { Selector: null } || !Enum.IsDefined(Request.Action))
        {
            return "$.request has no action or no selector.";
        }

        for (var i = 0; i < Instances?.Count; i++)
        {
            if (Instances[i] is not { InstanceId: not null, Message: not null } outcome
                || !Enum.IsDefined(outcome.Action) || !Enum.IsDefined(outcome.Outcome) || !Enum.IsDefined(outcome.Reason))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"$.instances[{i}] is no outcome: its id, action, outcome, reason or message is null or unknown.");
            }
        }

        return Instances is null ? "$.instances is null; it takes an array." : null;
    }
}

/// <summary>The JSON of a report.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(PowerReport))]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
