using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>Launches instances in the simulated EC2.</summary>
internal static class SimulatedLaunch
{
    public static IReadOnlyList<string> Launch(this SimulatedEc2 ec2, Launch launch) =>
        [.. Enumerable.Range(0, launch.Count).Select(_ => ec2.Launch(instance => Build(instance, launch)))];

    private static void Build(InstanceBuilder instance, Launch launch)
    {
        instance.OfType(launch.InstanceType);
        foreach (var (key, value) in launch.Tags)
        {
            instance.Tagged(key, value);
        }

        if (launch.StopProtected)
        {
            instance.StopProtected();
        }

        if (launch.Spot)
        {
            instance.Spot(persistent: true);
        }

        if (launch.Hibernatable)
        {
            instance.Hibernatable();
        }
    }
}
