using System.Collections.Immutable;

namespace Stopinator;

/// <summary>The plan of one target, or the failure that prevented it.</summary>
public sealed class TargetPlan
{
    internal TargetPlan(TargetRequest asked, PowerPlan? plan, Exception? failure) => (Asked, Plan, Failure) = (asked, plan, failure);

    /// <summary>Makes the plan of a target, e.g. for a substituted <see cref="IMultiTargetPowerService"/> in a test.</summary>
    public static TargetPlan Create(TargetRequest asked, PowerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(plan);
        return new TargetPlan(asked, plan, failure: null);
    }

    /// <summary>Makes the result of a target that could not be planned.</summary>
    public static TargetPlan Create(TargetRequest asked, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(failure);
        return new TargetPlan(asked, plan: null, failure);
    }

    /// <summary>The name of the target.</summary>
    public string Name => Asked.Target.ToString();

    /// <summary>The target and its request.</summary>
    public TargetRequest Asked { get; }

    /// <summary>The plan; null when there is none because of <see cref="Failure"/>.</summary>
    public PowerPlan? Plan { get; }

    /// <summary>The failure that prevented a plan.</summary>
    public Exception? Failure { get; }

    /// <inheritdoc cref="TargetReport.Cure"/>
    public string? Cure => Failure is null ? null : Targets.TargetCure.Of(Asked.Target, Failure);

    /// <summary>Returns the target and its plan in a line.</summary>
    public override string ToString() =>
        Plan is null ? $"{Name}: {Targets.TargetCure.Describe(Asked.Target, Failure!)}" : $"{Name}: {Plan}";
}

/// <summary>The plans of many targets. Nothing has been done yet.</summary>
/// <remarks>Only the service that made the plans executes them, so that its scope and guards hold.</remarks>
public sealed class MultiTargetPlan
{
    internal MultiTargetPlan(ImmutableArray<TargetPlan> targets, object madeBy) => (Targets, MadeBy) = (targets, madeBy);

    /// <summary>Makes plans, e.g. as the answer of a substituted <see cref="IMultiTargetPowerService"/> in a test.</summary>
    /// <param name="targets">The targets.</param>
    public static MultiTargetPlan Create(IEnumerable<TargetPlan> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new MultiTargetPlan([.. targets], madeBy: nameof(Create));
    }

    /// <summary>The targets, in the order given.</summary>
    public ImmutableArray<TargetPlan> Targets { get; }

    /// <summary>The number of instances of all targets that EC2 will be asked to change.</summary>
    public int ActingCount => Targets.Sum(target => target.Plan?.ActingCount ?? 0);

    /// <summary>The number of selected instances of all targets.</summary>
    public int SelectedCount => Targets.Sum(target => target.Plan?.SelectedCount ?? 0);

    /// <summary>The number of targets that have no plan.</summary>
    public int FailedTargets => Targets.Count(target => target.Plan is null);

    internal object MadeBy { get; }

    /// <summary>
    /// Returns the plans as JSON, to be reviewed and loaded later by <see cref="IMultiTargetPowerService.LoadPlanAsync"/>. A target without
    /// a plan is left out.
    /// </summary>
    public string ToJson() => Stopinator.Targets.SavedTargetPlans.ToJson(this);

    /// <summary>Returns the plans, a line for each target.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Targets);
}
