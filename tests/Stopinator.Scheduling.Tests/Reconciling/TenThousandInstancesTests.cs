using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>A large fleet costs the fewest calls: its pages, and one call for each batch.</summary>
public sealed class TenThousandInstancesTests
{
    private const int Instances = 10_000;
    private const int PageSize = 1_000;

    [Fact]
    public async Task Run_TenThousandTaggedInstances_TakesOneCallAPageAndOneABatch()
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(Instances, (instance, index) =>
        {
            instance.Tagged(
                "stopinator:schedule", index % 2 == 0 ? "mon-fri 07:00-20:00 Europe/Paris" : "mon-fri 07:00-23:00 Europe/London");

            // Of each kind a hundred are not what they should be.
            _ = (index % 2 == 0) == (index < 200) ? instance.Running() : instance.Stopped();
            if (index is >= 200 and < Instances)
            {
                _ = index % 2 == 0 ? instance.Stopped() : instance.Running();
            }
        }));
        var request = PowerRequest.Reconcile(InstanceSelector.All) with { OmitAlreadyThere = true, Await = PowerAwait.Nothing };

        var report = (await lab.RunAsync(request)).Power;

        Assert.Equal((200, Instances - 200), (report.Count(Outcome.Accepted), report.OmittedCount));
        Assert.Equal((Instances / PageSize, 1, 1), Calls(lab));
        Assert.Equal(2, report.Calls);

        // A tick at which nothing is due costs the describe alone.
        Assert.Equal(Instances, (await lab.RunAsync(request)).Power.OmittedCount);
        Assert.Equal((2 * Instances / PageSize, 1, 1), Calls(lab));
    }

    private static (int Describes, int Stops, int Starts) Calls(ScheduledLab lab) => (
        lab.Ec2.Calls.Count(call => call.Action == "DescribeInstances"),
        lab.Ec2.Calls.Count(call => call.Action == "StopInstances"),
        lab.Ec2.Calls.Count(call => call.Action == "StartInstances"));
}
