using System.Collections.Immutable;
using System.Text.Json;
using Stopinator.Targets;

namespace Stopinator;

/// <summary>What became of a request at each of many targets.</summary>
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

    /// <summary>The targets, in the order they were given in.</summary>
    public ImmutableArray<TargetReport> Targets { get; }

    /// <summary>How many instances of all targets came to each outcome; outcomes of none are left out.</summary>
    public IReadOnlyDictionary<Outcome, int> Counts { get; }

    /// <summary>How many targets have no report.</summary>
    public int FailedTargets => Targets.Count(target => target.Report is null);

    /// <summary>Whether every target has a report with successes only.</summary>
    public bool IsSuccess => Targets.All(target => target.IsSuccess);

    /// <summary>How many instances came to an outcome.</summary>
    public int Count(Outcome outcome) => Counts.GetValueOrDefault(outcome);

    /// <summary>Throws when something did not come to a good end.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="AggregateException">
    /// It holds what each failed target threw, and a <see cref="PowerFailedException"/> for each report with an outcome that is no success.
    /// </exception>
    public MultiTargetReport EnsureSuccess() => IsSuccess ? this : throw new AggregateException(
        ToString(),
        Targets.Where(target => !target.IsSuccess).Select(target => target.Failure ?? new PowerFailedException(target.Report!)));

    /// <summary>
    /// What was left, to be run next: <see cref="PowerReport.Remaining"/> of each report, and the targets that did not have their turn. A
    /// target that failed is not in it: the same would happen again.
    /// </summary>
    public ImmutableArray<TargetRequest> Remaining() =>
        [.. Targets
            .Select(target => target switch
            {
                { Report: { } report } => report.Remaining(),
                { Failure: OperationCanceledException } => target.Asked.Request with { Deadline = null },
                _ => null,
            })
            .Zip(Targets, (left, target) => left is null ? null : new TargetRequest(target.Asked.Target, left))
            .OfType<TargetRequest>()];

    /// <summary>The report as JSON: the properties in camel case, enumerations as words.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TargetJson.Default.MultiTargetReport);

    /// <summary>The report, a line for each target.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Targets);
}
