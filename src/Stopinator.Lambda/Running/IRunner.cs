using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Runs commands, in the function's own region and account or at a list of targets.</summary>
internal interface IRunner
{
    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="deadline">The time by which the run must end; null when there is none.</param>
    /// <param name="callerGoesOn">True when the caller continues with a remainder itself.</param>
    /// <param name="checkPlan">Checks every plan before anything is done.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task<CommandResult> RunAsync(
        FunctionCommand command,
        DateTimeOffset? deadline,
        bool callerGoesOn,
        Action<PowerPlan>? checkPlan,
        CancellationToken cancellationToken);

    /// <summary>Returns the runner for the region and account of an event about one instance.</summary>
    /// <param name="location">The region and the account of the event.</param>
    /// <param name="function">The region and the account of the function, as far as they are known.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="EventNotPermittedException">The function does not act there.</exception>
    ValueTask<CommandRunner> RunnerAtAsync(EventLocation location, EventLocation function, CancellationToken cancellationToken);
}
