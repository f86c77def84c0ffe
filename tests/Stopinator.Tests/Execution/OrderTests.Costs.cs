using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <content>The calls and the time of waves.</content>
public sealed partial class OrderTests
{
    [Fact]
    public async Task Start_FiveThousandInFiveWaves_TakesTheRateLimitAndTheTimeToSeeEachWave()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                for (var wave = 1; wave <= 5; wave++)
                {
                    var number = $"{wave}";
                    fleet.Add(1000, i => i.Stopped().Tagged(WaveTag, number));
                }
            },
            options => options.Guards.MaxInstances = 5000,
            simulation => simulation.StartDuration = TimeSpan.FromSeconds(30));

        var report = await lab.RunAsync(Start);

        Assert.Equal(5000, report.Count(Outcome.Reached));

        // 1,000 instances at once, the others at two a second; and each wave is seen within a look of the half minute that it takes.
        var bound = TimeSpan.FromSeconds((4000 / 2) * 1.05) + (5 * TimeSpan.FromSeconds(40));
        Assert.True(lab.Clock.GetUtcNow() - Ec2Lab.Start < bound, $"{lab.Clock.GetUtcNow() - Ec2Lab.Start}, more than {bound}");
    }

    [Fact]
    public async Task Start_ThreeWaves_CostTheCallsOfEachWaveAlone()
    {
        await using var ordered = Waves();
        await using var alone = Waves();

        await ordered.RunAsync(Start);
        for (var wave = 1; wave <= 3; wave++)
        {
            await alone.RunAsync(PowerRequest.Start(InstanceSelector.ByTag(WaveTag, $"{wave}")));
        }

        Assert.Equal(
            alone.Calls("StartInstances").Select(call => call.InstanceIds),
            ordered.Calls("StartInstances").Select(call => call.InstanceIds));

        // One describe finds all waves, in place of one for each.
        Assert.Equal(alone.Calls("DescribeInstances").Count - 2, ordered.Calls("DescribeInstances").Count);

        static Ec2Lab Waves() => Ec2Lab.Create(
            fleet => fleet.Add(6, (i, index) => _ = i.Stopped().Tagged(WaveTag, $"{1 + (index / 2)}")),
            simulate: simulation => simulation.StartDuration = TimeSpan.FromSeconds(45));
    }
}
