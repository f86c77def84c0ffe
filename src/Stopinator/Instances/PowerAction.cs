using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The action on instances.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PowerAction>))]
public enum PowerAction
{
    /// <summary>Starts instances (StartInstances).</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>Stops instances (StopInstances). EBS volumes stay; instance-store data and automatic public addresses are lost.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,

    /// <summary>Restarts the guest without leaving the host (RebootInstances).</summary>
    [JsonStringEnumMemberName("reboot")]
    Reboot,

    /// <summary>
    /// Starts or stops each instance as a rule says, such as its schedule. Only
    /// <see cref="IInstancePowerService.PlanAsync(PowerRequest, Func{Ec2Instance, PowerChoice}, CancellationToken)"/> accepts it. A
    /// decision that acts has <see cref="Start"/> or <see cref="Stop"/> instead.
    /// </summary>
    [JsonStringEnumMemberName("reconcile")]
    Reconcile,
}
