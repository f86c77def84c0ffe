using System.Collections.Immutable;

namespace Stopinator.Hosting.Work;

/// <summary>Does the work of a tick, at one place or at many.</summary>
internal interface ITickRun
{
    /// <summary>Plans for a tick and carries out the plan.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task<TickResult> RunAsync(DateTimeOffset tick, CancellationToken cancellationToken);
}

/// <summary>The result of a run that did not throw.</summary>
/// <param name="Failure">The cause for which the tick failed; null when it is good.</param>
/// <param name="Warning">What a person should know of a good tick; null for nothing.</param>
internal sealed record TickResult(string? Failure, string? Warning)
{
    /// <summary>The names of the targets that failed, and their number in all.</summary>
    public ImmutableArray<string> FailingTargets { get; init; } = [];

    public int Targets { get; init; }
}
