using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>A fleet that EC2 lets nobody start within one Lambda invocation: each run hands the rest to the next one, as JSON.</summary>
public sealed class ContinuationTests
{
    [Fact]
    public async Task Start_MoreThanTwoInvocationsCan_IsDoneByThree()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(6000, instance => instance.Stopped().Tagged("Env", "dev")),
            options => options.Guards.MaxInstances = 6000);
        lab.Ec2.RateLimits.UseEc2Defaults();

        var json = PowerRequest.Start(InstanceSelector.ByTag("Env", "dev")).ToJson();
        var runs = new List<PowerReport>();
        while (json is not null)
        {
            var request = PowerRequest.FromJson(json) with { Deadline = lab.Clock.GetUtcNow().AddMinutes(15) };
            runs.Add(await lab.RunAsync(request));
            Assert.True(lab.Clock.GetUtcNow() <= request.Deadline);
            json = runs[^1].Remaining()?.ToJson();
        }

        Assert.Equal(3, runs.Count);
        Assert.Equal(6000, runs.Sum(run => run.Count(Outcome.Reached) + run.Count(Outcome.Accepted) + run.Count(Outcome.TimedOut)));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(1, instance.Starts));
        Assert.Equal(0, lab.Ec2.RateLimits.Throttles);
    }
}
