using System.Globalization;
using Stopinator.Testing;

namespace Stopinator.Bench;

/// <summary>Instances of realistic size: about 3 KB of XML and 8 tags each. All carry <c>Env=dev</c>.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly string[] Zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    private static readonly string[] Types = ["t3.micro", "t3.large", "m6i.xlarge", "c6i.2xlarge"];

    private readonly SimulatedEc2 _ec2;
    private readonly Limit[] _limits;
    private readonly string[] _stopped;
    private readonly string[] _running;
    private int _throttlesBefore;

    private Fleet(SimulatedEc2 ec2, Limit[] limits)
    {
        (_ec2, _limits) = (ec2, limits);
        var byState = ec2.Instances.ToLookup(instance => instance.State, instance => instance.Id);
        (_stopped, _running) = ([.. byState[SimulatedState.Stopped]], [.. byState[SimulatedState.Running]]);
        Array.ForEach(limits, limit => limit.Apply(ec2.RateLimits));
    }

    public Uri Address => _ec2.Endpoint;

    public static async Task<Fleet> StartAsync(int instances, int stopped, int port, Latency latency, Limit[] limits, CancellationToken cancellationToken)
    {
        var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(instances, (instance, index) => Describe(instance, index, isStopped: index % instances < stopped)),
            new()
            {
                Port = port,
                Latency = TimeSpan.FromMilliseconds(latency.Least),
                LatencySpread = TimeSpan.FromMilliseconds(latency.Most - latency.Least),
            },
            cancellationToken);
        return new Fleet(ec2, limits);
    }

    public EndpointCounters Count()
    {
        var calls = _ec2.Calls.CountBy(call => call.Action).ToDictionary(StringComparer.Ordinal);
        var states = _ec2.Instances.CountBy(instance => instance.State.ToString()).ToDictionary(StringComparer.Ordinal);
        return new(calls, _ec2.RateLimits.Throttles - _throttlesBefore, states);
    }

    public void Reset()
    {
        Array.ForEach(_running, id => _ec2.SetState(id, SimulatedState.Running));
        Array.ForEach(_stopped, id => _ec2.SetState(id, SimulatedState.Stopped));
        Array.ForEach(_limits, limit => limit.Apply(_ec2.RateLimits));
        _ec2.ClearCalls();
        _throttlesBefore = _ec2.RateLimits.Throttles;
    }

    public ValueTask DisposeAsync() => _ec2.DisposeAsync();

    private static void Describe(InstanceBuilder instance, int index, bool isStopped)
    {
        instance
            .Named(string.Create(CultureInfo.InvariantCulture, $"app-{index % 40}-node-{index:00000}"))
            .Tagged("Env", "dev")
            .Tagged("Team", $"team-{index % 20}")
            .Tagged("Application", $"application-{index % 40}")
            .Tagged("CostCenter", $"{4000 + (index % 25)}")
            .Tagged("Owner", $"owner-{index % 60}@example.com")
            .Tagged("Schedule", "office-hours")
            .Tagged("aws:cloudformation:stack-name", $"application-{index % 40}-stack")
            .OfType(Types[index % Types.Length])
            .InZone(Zones[index % Zones.Length])
            .WithInstanceProfile("arn:aws:iam::123456789012:instance-profile/application")
            .WithPublicIp($"203.0.{index / 256 % 256}.{index % 256}");
        if (isStopped)
        {
            instance.Stopped();
        }
    }
}
