using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Runs;

/// <summary>The result of a command, at one target or at many.</summary>
/// <param name="Remaining">The command for the remainder; null when there is none.</param>
/// <param name="Failure">The exception with which the invocation fails; null when it succeeds.</param>
internal abstract record CommandResult(FunctionCommand? Remaining, Exception? Failure)
{
    /// <summary>The schedules that tags name and that do not exist; null when there are none.</summary>
    public IReadOnlyList<UnknownSchedule>? UnknownSchedules { get; init; }

    /// <summary>
    /// The problems of schedules, and of the list of targets, that could not be read this time; the last good ones are in force.
    /// </summary>
    public IReadOnlyList<string> CatalogProblems { get; init; } = [];

    /// <summary>True when every instance has a success as its outcome.</summary>
    public abstract bool IsSuccess { get; }

    /// <summary>The result in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Returns the exception that says that the remainder cannot be told to the caller.</summary>
    public abstract RunIncompleteException Incomplete();
}
