using System.Globalization;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>An instance that people start and stop, that shuts itself down, and that may fall back after a start.</summary>
internal sealed class LivingInstance(Chance chance, string schedule, DateTimeOffset start)
{
    public bool IsRunning { get; private set; }

    public DateTimeOffset Launched { get; private set; } = start.AddDays(-30);

    /// <summary>The time of the stop; null when EC2 does not show it.</summary>
    public DateTimeOffset? Stopped { get; private set; } = start.AddDays(-29);

    /// <summary>True when a person, or the instance itself, asked for the stop.</summary>
    public bool IsWish { get; private set; } = true;

    public Ec2Instance Seen => new()
    {
        InstanceId = "i-0123456789abcdef0",
        State = IsRunning ? PowerState.Running : PowerState.Stopped,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = schedule },
        LaunchTime = Launched,
        StateReason = IsRunning ? null : new(Reason, ""),
        StateTransitionReason = IsRunning || Stopped is not { } stopped
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"User initiated ({stopped:yyyy-MM-dd HH:mm:ss} GMT)"),
    };

    private string Reason { get; set; } = "Client.UserInitiatedShutdown";

    /// <summary>Lets a minute pass in which people and the instance do as they like.</summary>
    public void Live(DateTimeOffset minute)
    {
        if (!chance.OneIn(150))
        {
            return;
        }

        var at = minute.AddSeconds(chance.OneIn(4) ? 0 : chance.Below(60));
        if (IsRunning)
        {
            Stop(
                at,
                chance.Of("Client.UserInitiatedShutdown", "Client.UserInitiatedHibernate", "Client.InstanceInitiatedShutdown"),
                isWish: true);
        }
        else
        {
            (IsRunning, Launched) = (true, at);
        }
    }

    /// <summary>Does what was chosen. A start may fall back; a call may fail.</summary>
    public void Do(PowerAction action, DateTimeOffset at)
    {
        if (chance.OneIn(5))
        {
            return;
        }

        if (action == PowerAction.Stop && IsRunning)
        {
            Stop(at.AddSeconds(1), "Client.UserInitiatedShutdown", isWish: true);
        }
        else if (action == PowerAction.Start && !IsRunning)
        {
            (IsRunning, Launched) = (true, at.AddSeconds(1));
            if (chance.OneIn(3))
            {
                Stop(at.AddSeconds(20), chance.Of("Server.InsufficientInstanceCapacity", "Server.InternalError"), isWish: false);
            }
        }
    }

    private void Stop(DateTimeOffset at, string reason, bool isWish) =>
        (IsRunning, Reason, IsWish, Stopped) = (false, reason, isWish, chance.OneIn(8) || !isWish ? null : at);
}
