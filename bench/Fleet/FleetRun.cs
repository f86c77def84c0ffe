using System.Diagnostics;
using Amazon.Runtime;

namespace Stopinator.Bench;

/// <summary>
/// The cost of describing a fleet and stopping half of it: the peak memory of the first round, and the quickest of several rounds.
/// </summary>
internal sealed record FleetRun(int Instances, TimeSpan Time, TimeSpan Cpu, double PeakMegabytes)
{
    private const int Rounds = 3;

    /// <summary>Measures in this process.</summary>
    /// <param name="endpoint">Where the fleet is.</param>
    /// <param name="instances">How large it is.</param>
    /// <param name="nextRound">Waits until the fleet is as at first.</param>
    public static async Task<FleetRun> MeasureAsync(Uri endpoint, int instances, Func<Task> nextRound)
    {
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key"), Guards = { MaxInstances = instances } };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", endpoint);
        var (describe, stop) = (options.RateLimits.Describe, options.RateLimits.Stop);
        (describe.RequestCapacity, describe.RequestRefill) = (1e6, 1e6);
        (stop.RequestCapacity, stop.RequestRefill, stop.InstanceCapacity, stop.InstanceRefill) = (1e6, 1e6, 1e6, 1e6);
        using var power = new InstancePowerService(options);

        var rounds = new List<Measured>();
        var peak = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await nextRound();
            rounds.Add(await Measured.OfAsync(async () =>
            {
                var report = await power.RunAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with { OmitAlreadyThere = true });
                if (report.Count(Outcome.Accepted) != instances / 2)
                {
                    throw new InvalidOperationException(report.ToString());
                }
            }));
            if (round == 0)
            {
                using var process = Process.GetCurrentProcess();
                peak = process.PeakWorkingSet64;
            }
        }

        return new(instances, rounds.Min(round => round.Wall), rounds.Min(round => round.Cpu), peak / 1e6);
    }
}
