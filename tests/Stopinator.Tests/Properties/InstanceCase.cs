using System.Globalization;
using Stopinator.Testing;

namespace Stopinator.Tests.Properties;

/// <summary>One instance of a random fleet.</summary>
public sealed record InstanceCase(PowerState State, InstanceKind Kind, string Env, string? Team, int Pool, int WholeHoursStopped)
{
    /// <summary>Long enough not to end during a plan, short enough to end during a wait.</summary>
    private static readonly TimeSpan TransitionTime = TimeSpan.FromSeconds(100);

    /// <summary>Never a whole number, so that a few minutes more do not matter.</summary>
    public double HoursStopped => WholeHoursStopped + 0.5;

    public string Type => Pool % 2 == 0 ? "t3.micro" : "m5.large";

    public string Zone => Pool < 2 ? "us-east-1a" : "us-east-1b";

    /// <summary>The id of the instance at a place of the fleet.</summary>
    public static string IdOf(int index) => $"i-{index + 1:x17}";

    /// <summary>The place of an id in the fleet.</summary>
    public static int IndexOf(string instanceId) =>
        int.Parse(instanceId.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1;

    public void Build(InstanceBuilder instance, DateTimeOffset now)
    {
        instance.Tagged("Env", Env).OfType(Type).InZone(Zone);
        if (Team is not null)
        {
            instance.Tagged("Team", Team);
        }

        _ = State switch
        {
            PowerState.Pending => instance.Pending(TransitionTime),
            PowerState.Running => instance.Running(),
            PowerState.Stopping => instance.Stopping(TransitionTime),
            PowerState.Stopped => instance.StoppedAt(now.AddHours(-HoursStopped)),
            PowerState.ShuttingDown => instance.ShuttingDown(),
            _ => instance.Terminated(),
        };
        _ = Kind switch
        {
            InstanceKind.AutoScaling => instance.InAutoScalingGroup("web"),
            InstanceKind.SpotOneTime => instance.Spot(persistent: false),
            InstanceKind.SpotPersistent => instance.Spot(persistent: true),
            InstanceKind.SpotInterrupted => instance.InterruptedBySpot(),
            InstanceKind.StopProtected => instance.StopProtected(),
            InstanceKind.InstanceStore => instance.InstanceStoreRoot(),
            InstanceKind.Managed => instance.ManagedBy("eks.amazonaws.com"),
            InstanceKind.TagProtected => instance.Tagged("stopinator:protected", ""),
            InstanceKind.Hibernatable => instance.Hibernatable(),
            InstanceKind.FallsBack => instance.FallsBackOnStart(),
            InstanceKind.Stuck => instance.StuckStopping(),
            _ => instance,
        };
    }
}
