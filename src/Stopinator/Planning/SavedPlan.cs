using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Requests;

namespace Stopinator.Planning;

/// <summary>A plan as JSON. Action, selector, instances, states and a dry run bind who loads it. The rest is for its readers.</summary>
internal sealed record SavedPlan
{
    private const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Region { get; init; }

    public string? AccountId { get; init; }

    [JsonConverter(typeof(PowerRequestJsonConverter))]
    public required PowerRequest Request { get; init; }

    public required IReadOnlyList<SavedDecision> Decisions { get; init; }

    /// <summary>The decisions to act. Nothing else is loaded.</summary>
    [JsonIgnore]
    public IEnumerable<SavedDecision> Acting =>
        Decisions.Where(decision => decision.Kind is DecisionKind.Act or DecisionKind.ActAfterWait);

    public static SavedPlan Of(PowerPlan plan) => new()
    {
        Version = CurrentVersion,
        CreatedAt = plan.CreatedAt,
        Region = plan.Region,
        AccountId = plan.AccountId,
        Request = plan.Request,
        Decisions = [.. plan.Decisions.Select(decision => SavedDecision.Of(decision, plan.TurnsBack))],
    };

    /// <summary>Reads a saved plan.</summary>
    /// <exception cref="JsonException">The JSON is not a saved plan; the message has the path of what is wrong.</exception>
    public static SavedPlan Parse(string json)
    {
        var plan = JsonText.Read(json, SavedPlanJson.Default.SavedPlan, "plan");
        if (plan.Problem() is { } problem)
        {
            throw new JsonException(problem);
        }

        return plan;
    }

    public string ToJson() => JsonSerializer.Serialize(this, SavedPlanJson.Default.SavedPlan);

    private string? Problem()
    {
        if (Version != CurrentVersion)
        {
            return $"$.version is {Version}; this version of Stopinator reads {CurrentVersion}.";
        }

        if (!Enum.IsDefined(Request.Action))
        {
            return $"$.request.action is {(int)Request.Action}, which is no action.";
        }

        if (Request.Selector is null)
        {
            return "$.request.selector is null; every instance is {\"all\":true}.";
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Decisions.Count; i++)
        {
            var decision = Decisions[i];
            var problem = decision is null ? "is null; it takes an object"
                : decision.Problem(Request.Action) is { } wrong ? wrong
                : ids.Add(decision.InstanceId) ? null
                : $"has the instance {decision.InstanceId}, which an earlier decision has; name each instance once";
            if (problem is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"$.decisions[{i}] {problem}.");
            }
        }

        return null;
    }
}

/// <summary>One decision of a saved plan.</summary>
internal sealed record SavedDecision
{
    public required string InstanceId { get; init; }

    public string? Name { get; init; }

    public required PowerAction Action { get; init; }

    public required DecisionKind Kind { get; init; }

    public required ReasonCode Reason { get; init; }

    public required string Message { get; init; }

    /// <summary>The state in which the instance is acted on.</summary>
    public PowerState? State { get; init; }

    /// <summary>The only mode in which the instance is stopped; null for any.</summary>
    public StopMode? StopMode { get; init; }

    /// <summary>The launch time that the instance must still have; null for any.</summary>
    public DateTimeOffset? LaunchTime { get; init; }

    /// <summary>The transition reason that the instance must still have; null for any.</summary>
    public string? StateTransitionReason { get; init; }

    public static SavedDecision Of(InstanceDecision decision, bool turnsBack) => new()
    {
        InstanceId = decision.InstanceId,
        Name = decision.Instance?.Name,
        Action = decision.Action,
        Kind = decision.Kind,
        Reason = decision.Reason,
        Message = decision.Message,
        State = decision.Instance?.State,
        StopMode = !turnsBack && decision is { Acts: true, Action: PowerAction.Stop } ? decision.StopMode : null,
        LaunchTime = turnsBack ? decision.Instance?.LaunchTime : null,
        StateTransitionReason = turnsBack ? decision.Instance?.StateTransitionReason : null,
    };

    /// <summary>Returns what is wrong, as the rest of a sentence; null when nothing is.</summary>
    public string? Problem(PowerAction requested)
    {
        var acts = Kind is DecisionKind.Act or DecisionKind.ActAfterWait;
        return this switch
        {
            _ when !Instances.InstanceId.IsValid(InstanceId) =>
                $"has the instanceId {ErrorText.Quote(InstanceId)}; an id is 'i-' and 8 or 17 lower-case hexadecimal digits",
            _ when !Enum.IsDefined(Action) => $"has the action {(int)Action}, which is none",
            _ when !Enum.IsDefined(Reason) => $"has the reason {(int)Reason}, which is none",
            _ when !Enum.IsDefined(Kind) => $"has the kind {(int)Kind}, which is none",
            _ when State is { } state && !Enum.IsDefined(state) => $"has the state {(int)state}, which is none",
            _ when StopMode is { } mode && !Enum.IsDefined(mode) => $"has the stopMode {(int)mode}, which is none",
            _ when acts && State is null => "acts and has no state",
            _ when acts && !IsOf(requested) =>
                $"has the action {Action.Name()}, and the request's is {requested.Name()}",
            _ => null,
        };
    }

    private bool IsOf(PowerAction requested) =>
        requested == PowerAction.Reconcile ? Action is PowerAction.Start or PowerAction.Stop : Action == requested;
}

/// <summary>The JSON of a saved plan. It is indented, because people review it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(SavedPlan))]
internal sealed partial class SavedPlanJson : JsonSerializerContext;
