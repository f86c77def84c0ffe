using Stopinator.Testing;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Local;

/// <summary>The fleets of the local endpoint: from a file, of equal instances, or the one for trying out.</summary>
internal static class LocalFleet
{
    /// <summary>A small fleet with an instance of each kind that makes trouble for scripts.</summary>
    private const string DemoJson = """
        {
          "instances": [
            { "count": 4, "name": "web-{n}", "tags": { "Env": "dev" }, "schedule": "mon-fri 07:00-20:00 Europe/Paris" },
            { "name": "build", "state": "stopped", "tags": { "Env": "dev" }, "schedule": "mon-fri 06:30-22:00 Europe/Paris" },
            { "name": "scaled", "autoScalingGroup": "web-asg", "tags": { "Env": "dev" } },
            { "name": "cheap", "spot": "one-time", "tags": { "Env": "dev" } },
            { "name": "license", "stopProtected": true, "tags": { "Env": "dev" } },
            { "count": 2, "name": "shop-{n}", "tags": { "Env": "prod" } }
          ]
        }
        """;

    public static void Demo(FleetBuilder fleet) => SimulatedFleet.FromJson(DemoJson).AddTo(fleet);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">The file cannot be read or is invalid; the message has its path and the reason.</exception>
    public static async Task<Action<FleetBuilder>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        const string What = "fleet file";
        var json = await Failure.ReadFileAsync(path, What, cancellationToken);
        return Failure.Parse<Action<FleetBuilder>>(path, What, () =>
        {
            var fleet = SimulatedFleet.FromJson(json);

            // An id of the file may be one that is counted up for another instance. That is found before the endpoint listens.
            using var region = SimulatedEc2.Create(fleet.AddTo).CreateHandler();
            return fleet.AddTo;
        });
    }

    /// <summary>Returns a fleet of equal instances, the first of which are stopped.</summary>
    public static Action<FleetBuilder> Equal(int count, int stopped, IReadOnlyDictionary<string, string> tags) =>
        fleet => fleet.Add(count, (instance, index) =>
        {
            instance.Named($"instance-{index + 1}");
            _ = index < stopped ? instance.Stopped() : instance.Running();
            foreach (var (key, value) in tags)
            {
                instance.Tagged(key, value);
            }
        });
}
