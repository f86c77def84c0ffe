using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>A fleet is selected by tag and stopped; ten of its instances were protected against stopping in the meantime.</summary>
internal static class TenBadOnes
{
    public const int BadOnes = 10;
    private const int BatchSize = 200;
    private const int PageSize = 1000;

    /// <summary>The smallest number of calls of a run: the describes, a call for each batch, and one more for each error answer.</summary>
    public static int LeastCalls(int instances, int errorAnswers) =>
        Ceiling(instances, PageSize) + Ceiling(instances, BatchSize) + errorAnswers;

    public static async Task<(PowerReport Report, int Calls, int ErrorAnswers)> StopAsync(int instances)
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(instances, (instance, index) =>
            {
                instance.Running().Tagged("Env", "dev");
                if (index % (instances / BadOnes) == 0)
                {
                    instance.StopProtected();
                }
            }),
            new SimulatedEc2Options { TimeProvider = clock });
        using var client = ec2.CreateClient();
        using var power = new InstancePowerService(client, new StopinatorOptions { Guards = { MaxInstances = instances } }, clock);

        var report = await clock.RunAsync(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev")));
        return (report, ec2.Calls.Count, ec2.Calls.Count(call => call.ErrorCode is not null));
    }

    private static int Ceiling(int items, int size) => (items + size - 1) / size;
}
