using Amazon.Runtime;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>The same calls over real HTTP on loopback, on the system's clock, with states that change at once.</summary>
public sealed class LoopbackTests
{
    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");

    [Fact]
    public async Task Run_EachAction_ReachesTheEndpoint()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(3, i => i.Tagged("Env", "dev").Running());
            fleet.Add(i => i.Tagged("Env", "prod").Running());
        });
        using var power = NewService(ec2);

        ReportAssert.All(await power.RebootAsync(Dev), 3, Outcome.Accepted, ReasonCode.RequestAccepted);
        ReportAssert.All(await power.StopAsync(Dev), 3, Outcome.Accepted, ReasonCode.RequestAccepted);
        ReportAssert.All(await power.StopAsync(Dev), 3, Outcome.AlreadyThere, ReasonCode.AlreadyInState);
        ReportAssert.All(await power.StartAsync(Dev), 3, Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal([(1, 1, 1), (1, 1, 1), (1, 1, 1), (0, 0, 0)], ec2.Instances.Select(i => (i.Starts, i.Stops, i.Reboots)));
        Assert.All(ec2.Calls, call => Assert.Equal(("AKIDEXAMPLE", 200), (call.AccessKeyId, call.Status)));
    }

    [Fact]
    public async Task Find_MoreThanAPage_FollowsThePagesToTheEnd()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(2500, (i, index) => i.Tagged("Env", "dev").Tagged("Näme", $"größe {index}")),
            new SimulatedEc2Options { SparsePages = true });
        using var power = NewService(ec2);

        var found = await power.FindAsync(Dev).ToListAsync();

        Assert.Equal(2500, found.Select(instance => instance.InstanceId).Distinct().Count());
        Assert.Contains(found, instance => instance.Tags["Näme"] == "größe 2499");
        Assert.True(ec2.Calls.Count >= 3);
    }

    [Fact]
    public async Task Find_TagWithEverySpecialCharacter_MatchesLiterally()
    {
        const string Value = "a*b?c\\d \"e\" & f=g+h/ü€\U0001F600";
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(Some.Id, i => i.Tagged("Cost Center/Ü", Value));
            fleet.Add(i => i.Tagged("Cost Center/Ü", "aXbXc\\d"));
        });
        using var power = NewService(ec2);

        var found = await power.FindAsync(InstanceSelector.Parse(InstanceSelector.ByTag("Cost Center/Ü", Value).ToString())).ToListAsync();

        Assert.Equal(Some.Id, Assert.Single(found).InstanceId);
    }

    [Fact]
    public async Task Stop_ConnectionDroppedAfterActing_AgreesWithTheEndpoint()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(5, i => i.Tagged("Env", "dev")), new SimulatedEc2Options { StopDuration = TimeSpan.FromMinutes(5) });
        ec2.Faults.On("StopInstances").Nth(1).DropConnection(beforeActing: false);
        using var power = NewService(ec2);

        ReportAssert.All(await power.StopAsync(Dev), 5, Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Stopping, instance.State));
    }

    [Fact]
    public async Task Run_NobodyListens_ThrowsThatItCouldNotBeReached()
    {
        var ec2 = await SimulatedEc2.StartAsync(_ => { });
        using var power = NewService(ec2);
        await ec2.DisposeAsync();

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => power.StopAsync(Dev));

        Assert.Equal(("ConnectionFailed", Ec2ErrorKind.NotSent), (exception.Code, exception.Kind));
        Assert.Contains(ec2.Endpoint.Authority, exception.Message, StringComparison.Ordinal);
    }

    private static InstancePowerService NewService(SimulatedEc2 ec2)
    {
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret") };
        options.Ec2.Region = "us-east-1";
        options.Ec2.EndpointUrl = ec2.Endpoint;
        options.Verification.FirstInterval = TimeSpan.FromMilliseconds(1);
        (options.Retry.TransientDelay, options.Retry.ConnectionDelay) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        return new InstancePowerService(options);
    }
}
