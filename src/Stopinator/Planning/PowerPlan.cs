using System.Collections.Immutable;
using System.Globalization;
using Stopinator.Ec2;

namespace Stopinator;

/// <summary>What a request would do, instance by instance, and why. Nothing has been done yet.</summary>
/// <remarks>Only the service that made a plan executes it, so that its scope and guards hold.</remarks>
public sealed class PowerPlan
{
    internal PowerPlan(PowerRequest request, DateTimeOffset createdAt, ImmutableArray<InstanceDecision> decisions, object madeBy)
    {
        Request = request;
        CreatedAt = createdAt;
        Decisions = decisions;
        MadeBy = madeBy;
        ActingCount = decisions.Count(decision => decision.Acts);
    }

    /// <summary>What was asked for.</summary>
    public PowerRequest Request { get; }

    /// <summary>When the plan was made; the instances may have changed since.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>One decision for each selected instance.</summary>
    public ImmutableArray<InstanceDecision> Decisions { get; }

    /// <summary>How many instances EC2 will be asked to change.</summary>
    public int ActingCount { get; }

    internal object MadeBy { get; }

    /// <summary>The plan in a line, e.g. <c>stop 7 of 12 instances; 2 already there, 3 skipped</c>.</summary>
    public override string ToString()
    {
        var others = Decisions
            .Where(decision => !decision.Acts)
            .CountBy(decision => decision.Kind)
            .OrderBy(pair => pair.Key)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {Words(pair.Key)}"));
        var head = string.Create(CultureInfo.InvariantCulture, $"{Request.Action.Name()} {ActingCount} of {Decisions.Length} instances");
        return string.Join("; ", [head, .. ActingCount < Decisions.Length ? [string.Join(", ", others)] : Array.Empty<string>()]);
    }

    private static string Words(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.AlreadyThere => "already there",
            DecisionKind.OnItsWay => "on their way",
            DecisionKind.Skip => "skipped",
            DecisionKind.NotFound => "not found",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Acts."),
        };
}
