using System.Text.Json;

namespace Stopinator.Tool.Output;

/// <summary>A plan as JSON: each decision with its reason.</summary>
internal sealed record PlanDocument(
    PowerAction Action, string Selector, DateTimeOffset CreatedAt, int Acting, int Selected, IReadOnlyList<DecisionDocument> Decisions)
{
    public static string JsonOf(PowerPlan plan) =>
        JsonSerializer.Serialize(
            new PlanDocument(
                plan.Request.Action, plan.Request.Selector.ToString(), plan.CreatedAt, plan.ActingCount, plan.SelectedCount,
                [.. plan.Decisions.Select(DecisionDocument.Of)]),
            ToolJson.Default.PlanDocument);
}

/// <summary>A decision as JSON.</summary>
internal sealed record DecisionDocument(
    string InstanceId, string? Name, PowerState? State, PowerAction Action, DecisionKind Decision, ReasonCode Reason, string Message)
{
    public static DecisionDocument Of(InstanceDecision decision) =>
        new(
            decision.InstanceId, decision.Instance?.Name, decision.Instance?.State, decision.Action, decision.Kind, decision.Reason,
            decision.Message);
}
