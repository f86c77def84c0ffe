using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <summary>Targets that do not change while the function runs.</summary>
/// <param name="targets">The accounts and regions.</param>
internal sealed class FixedTargets(PowerTargets targets) : IPowerTargetsSource
{
    // The instant is for sources that are read again.
    private readonly PowerTargetsReading _reading = new(targets, DateTimeOffset.MinValue);

    public ValueTask<PowerTargetsReading> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_reading);
}
