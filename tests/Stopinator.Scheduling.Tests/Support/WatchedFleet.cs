using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Support;

/// <summary>A fleet of which every change at a tick is noticed.</summary>
internal sealed class WatchedFleet(ScheduledLab lab)
{
    private readonly DesiredState[] _states = [.. lab.Ec2.Instances.Select(StateOf)];

    public DesiredState StateOf(int index) => _states[index];

    /// <summary>Reconciles at a tick.</summary>
    /// <returns>The instances that changed, by their numbers, and what they are now.</returns>
    public async Task<IReadOnlyList<(int Index, DesiredState State)>> TickAsync(DateTimeOffset tick)
    {
        if (lab.Clock.GetUtcNow() < tick)
        {
            lab.Clock.SetUtcNow(tick);
        }

        await lab.RunAsync(PowerRequest.Reconcile(InstanceSelector.All) with { Await = PowerAwait.Nothing }, tick);
        var changes = new List<(int, DesiredState)>();
        var instances = lab.Ec2.Instances;
        for (var i = 0; i < _states.Length; i++)
        {
            var state = StateOf(instances[i]);
            if (state != _states[i])
            {
                changes.Add((i, state));
                _states[i] = state;
            }
        }

        return changes;
    }

    private static DesiredState StateOf(SimulatedInstance instance) =>
        instance.State is SimulatedState.Running or SimulatedState.Pending ? DesiredState.Running : DesiredState.Stopped;
}
