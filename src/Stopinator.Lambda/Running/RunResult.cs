using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Running;

/// <summary>What became of a command.</summary>
/// <param name="Report">What became of each instance.</param>
/// <param name="Remaining">The command for what is left; null when nothing is.</param>
/// <param name="Failure">What the invocation fails with; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure);
