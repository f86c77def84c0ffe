using Stopinator.Scheduling;

namespace Stopinator.Hosting.Work;

/// <summary>Targets that do not change while the process runs.</summary>
internal sealed class FixedTargets(PowerTargets targets) : IPowerTargetsSource
{
    // The instant is for sources that are read again.
    private readonly PowerTargetsReading _reading = new(targets, DateTimeOffset.MinValue);

    public ValueTask<PowerTargetsReading> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_reading);
}
