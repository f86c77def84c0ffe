using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Runs commands in the region and account of the function's client.</summary>
internal sealed class LocalRunner(CommandRunner runner) : IRunner
{
    public async Task<CommandResult> RunAsync(
        FunctionCommand command,
        DateTimeOffset? deadline,
        bool callerGoesOn,
        Action<PowerPlan>? checkPlan,
        CancellationToken cancellationToken) =>
        command.Targets.Length == 0
            ? await runner.RunAsync(command, deadline, callerGoesOn, checkPlan, cancellationToken).ConfigureAwait(false)
            : throw new EventNotPermittedException(
                $"The event names the target {ErrorText.Quote(command.Targets[0].Name)}, and the function has no targets; "
                + $"{Setting.Targets} would have to list them.");

    public ValueTask<CommandRunner> RunnerAtAsync(EventLocation location, EventLocation function, CancellationToken cancellationToken)
    {
        location.ThrowUnless(function);
        return ValueTask.FromResult(runner);
    }
}
