using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>What to do to instances.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PowerAction>))]
public enum PowerAction
{
    /// <summary>Switch on (StartInstances).</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>Switch off (StopInstances); EBS volumes stay, instance-store data and automatic public addresses are lost.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,

    /// <summary>Restart the guest without leaving the host (RebootInstances).</summary>
    [JsonStringEnumMemberName("reboot")]
    Reboot,

    /// <summary>
    /// Start or stop, as a rule says for each instance, such as its schedule. Taken by
    /// <see cref="IInstancePowerService.PlanAsync(PowerRequest, Func{Ec2Instance, PowerChoice}, CancellationToken)"/> only; no decision that acts has it.
    /// </summary>
    [JsonStringEnumMemberName("reconcile")]
    Reconcile,
}
