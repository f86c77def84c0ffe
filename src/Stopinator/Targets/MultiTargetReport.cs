using System.Collections.Immutable;
using System.Text.Json;
using Stopinator.Targets;

namespace Stopinator;

/// <summary>The result of a request at each of many targets.</summary>
public sealed class MultiTargetReport
{
    internal MultiTargetReport(ImmutableArray<TargetReport> targets)
    {
        Targets = targets;
        Counts = targets
            .SelectMany(target => target.Report?.Counts ?? ImmutableDictionary<Outcome, int>.Empty)
            .AggregateBy(pair => pair.Key, 0, (sum, pair) => sum + pair.Value)
            .ToImmutableSortedDictionary();
    }

    /// <summary>Makes a report, e.g. as the answer of a substituted <see cref="IMultiTargetPowerService"/> in a test.</summary>
    /// <param name="targets">The targets.</param>
    public static MultiTargetReport Create(IEnumerable<TargetReport> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new MultiTargetReport([.. targets]);
    }

    /// <summary>The targets, in the order given.</summary>
    public ImmutableArray<TargetReport> Targets { get; }

    /// <summary>The number of instances of all targets with each outcome. An outcome without instances is left out.</summary>
    public IReadOnlyDictionary<Outcome, int> Counts { get; }

    /// <summary>The number of targets that have no report.</summary>
    public int FailedTargets => Targets.Count(target => target.Report is null);

    /// <summary>True when every target has a report with successes only.</summary>
    public bool IsSuccess => Targets.All(target => target.IsSuccess);

    /// <summary>Returns the number of instances with an outcome.</summary>
    public int Count(Outcome outcome) => Counts.GetValueOrDefault(outcome);

    /// <summary>Throws when a target or an outcome is not a success.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="AggregateException">
    /// The exceptions of the failed targets, and a <see cref="PowerFailedException"/> for each report with an outcome that is not a
    /// success.
    /// </exception>
    public MultiTargetReport EnsureSuccess() => IsSuccess ? this : throw new AggregateException(
        ToString(),
        Targets.Where(target => !target.IsSuccess).Select(target => target.Failure ?? new PowerFailedException(target.Report!)));

    /// <summary>
    /// Returns the requests for the rest: <see cref="PowerReport.Remaining"/> of each report, and the targets that did not have their turn.
    /// A target that failed is not included: it would fail again.
    /// </summary>
    public ImmutableArray<TargetRequest> Remaining() =>
        [.. Targets
            .Select(target => target switch
            {
                { Report: { } report } => report.Remaining(),
                { Failure: OperationCanceledException or TargetNotReachedException } => target.Asked.Request with { Deadline = null },
                _ => null,
            })
            .Zip(Targets, (left, target) => left is null ? null : new TargetRequest(target.Asked.Target, left))
            .OfType<TargetRequest>()];

    /// <summary>
    /// Returns the plans that undo the run, each as <see cref="PowerReport.Undo"/> has it, for
    /// <see cref="IMultiTargetPowerService.LoadPlanAsync"/>. Null when no target changed anything.
    /// </summary>
    public MultiTargetPlan? Undo()
    {
        TargetPlan[] plans =
        [
            .. Targets
                .Select(target => target.Report?.Undo() is { } undo ? TargetPlan.Create(target.Asked, undo) : null)
                .OfType<TargetPlan>(),
        ];
        return plans.Length == 0 ? null : MultiTargetPlan.Create(plans);
    }

    /// <summary>Returns the report as JSON, with properties in camel case and enumerations as words.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TargetJson.Default.MultiTargetReport);

    /// <summary>Returns the report, a line for each target.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Targets);
}
