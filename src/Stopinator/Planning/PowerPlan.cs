using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Stopinator.Instances;
using Stopinator.Planning;

namespace Stopinator;

/// <summary>The decisions of a request, instance by instance, with their reasons. Nothing has been done yet.</summary>
/// <remarks>Only the service that made a plan executes it, so that its scope and guards hold.</remarks>
public sealed class PowerPlan
{
    internal PowerPlan(
        PowerRequest request, DateTimeOffset createdAt, ImmutableArray<InstanceDecision> decisions, int omittedCount, object madeBy,
        Func<Ec2Instance, DecisionPolicy, InstanceDecision> decide)
    {
        Decide = decide;
        OmittedCount = omittedCount;
        Request = request;
        CreatedAt = createdAt;
        Decisions = decisions;
        MadeBy = madeBy;
        AccountId = decisions.Select(decision => decision.Instance?.OwnerId).FirstOrDefault(owner => owner is not null);
        ActingCount = decisions.Count(decision => decision.Acts);
    }

    /// <summary>
    /// Makes a plan, e.g. as the answer of a substituted <see cref="IInstancePowerService"/> in a test. No real service executes it.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="decisions">The decisions, each instance once.</param>
    /// <param name="createdAt">The time of the plan. Default: <see cref="DateTimeOffset.MinValue"/>.</param>
    /// <param name="omittedCount">The number of instances that are only counted.</param>
    /// <param name="region">The region of the instances; null when it is not known.</param>
    /// <exception cref="ArgumentException">An id does not have EC2's form, or appears twice.</exception>
    public static PowerPlan Create(
        PowerRequest request, IEnumerable<InstanceDecision> decisions, DateTimeOffset createdAt = default, int omittedCount = 0,
        string? region = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decisions);
        ImmutableArray<InstanceDecision> each = [.. decisions];
        InstanceId.ThrowIfInvalid(each.Select(decision => decision.InstanceId), nameof(decisions));
        return new PowerPlan(
            request, createdAt, each, omittedCount, madeBy: nameof(Create),
            (_, _) => throw new NotSupportedException("A plan that was not made by a service is not executed."))
        {
            Region = region,
        };
    }

    /// <summary>The request.</summary>
    public PowerRequest Request { get; }

    /// <summary>The time of the plan. The instances may have changed since.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>
    /// The decisions, one for each selected instance, without the instances that <see cref="PowerRequest.OmitAlreadyThere"/> leaves out.
    /// </summary>
    public ImmutableArray<InstanceDecision> Decisions { get; }

    /// <summary>The number of instances that were left out because they are already in the wanted state.</summary>
    public int OmittedCount { get; }

    /// <summary>The number of selected instances.</summary>
    public int SelectedCount => Decisions.Length + OmittedCount;

    /// <summary>The number of instances that EC2 will be asked to change.</summary>
    public int ActingCount { get; }

    /// <summary>The region of the instances; null when the client does not show it.</summary>
    public string? Region { get; internal init; }

    /// <summary>The account that owns the instances; null when EC2 showed none.</summary>
    public string? AccountId { get; }

    internal object MadeBy { get; }

    /// <summary>
    /// True for a plan that turns back a run. It is saved with the launch time and the transition reason that the run left.
    /// </summary>
    internal bool TurnsBack { get; init; }

    /// <summary>Decides again on an instance after an awaited transition.</summary>
    internal Func<Ec2Instance, DecisionPolicy, InstanceDecision> Decide { get; }

    /// <summary>
    /// Returns the plan as JSON, to be reviewed and loaded later by <see cref="IInstancePowerService.LoadPlanAsync"/>.
    /// </summary>
    public string ToJson() => SavedPlan.Of(this).ToJson();

    /// <summary>Returns the plan in a line, e.g. <c>stop 7 of 12 instances; 2 already there, 3 skipped</c>.</summary>
    public override string ToString()
    {
        var others = Decisions
            .Where(decision => !decision.Acts)
            .Select(decision => decision.Kind)
            .Concat(Enumerable.Repeat(DecisionKind.AlreadyThere, OmittedCount))
            .CountBy(kind => kind)
            .OrderBy(pair => pair.Key)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {Words(pair.Key)}"));
        var head = string.Create(CultureInfo.InvariantCulture, $"{Request.Action.Name()} {ActingCount} of {SelectedCount} instances");
        return string.Join("; ", [head, .. ActingCount < SelectedCount ? [string.Join(", ", others)] : Array.Empty<string>()]);
    }

    private static string Words(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.AlreadyThere => "already there",
            DecisionKind.OnItsWay => "on their way",
            DecisionKind.AwaitFirst => "awaited",
            DecisionKind.Skip => "skipped",
            DecisionKind.NotFound => "not found",
            DecisionKind.Invalid => "invalid",
            _ => throw new UnreachableException(), // A decision to act is counted apart.
        };
}
