using Amazon.EC2;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using Stopinator.Tests.Support;

namespace Stopinator.Tests;

/// <summary>Creates and disposes services. Planning, Execution and Scenarios test the actions of a service.</summary>
public sealed class InstancePowerServiceTests
{
    [Fact]
    public void Constructor_NoArguments_LooksNothingUp()
    {
        using var service = new InstancePowerService();

        Assert.NotNull(service);
    }

    [Fact]
    public void Constructor_OptionsOutOfBounds_ListsEveryProblem()
    {
        var options = new StopinatorOptions();
        (options.Guards.MaxInstances, options.Retry.MaxAttempts, options.Ec2.Region) = (-1, 0, "eu-wset-1");

        foreach (var exception in new[]
        {
            Assert.Throws<OptionsValidationException>(() => new InstancePowerService(options)),
            Assert.Throws<OptionsValidationException>(() => new InstancePowerService(Substitute.For<IAmazonEC2>(), options)),
        })
        {
            Assert.Equal(3, exception.Failures.Count());
            Assert.All(
                ["Guards.MaxInstances is -1", "Retry.MaxAttempts is 0", "Did you mean 'eu-west-1'?"],
                part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Constructor_Client_IsUsedAndLeftAlone()
    {
        var ec2 = Sdk.ClientWith(Some.Instance(PowerState.Running));
        var service = new InstancePowerService(ec2);

        Assert.Equal(Some.Id, Assert.Single(await service.FindAsync(InstanceSelector.All).ToListAsync()).InstanceId);
        service.Dispose();

        ec2.DidNotReceive().Dispose();
    }

    [Fact]
    public async Task Dispose_Twice_ClosesItsOwnConnectionOnly()
    {
        var handler = new StubHandler("<DescribeInstancesResponse><requestId>r-1</requestId></DescribeInstancesResponse>");
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret") };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("eu-west-1", new Uri("http://ec2.invalid"));
        var service = OwnClient.Service(handler, options);
        Assert.Empty(await service.FindAsync(InstanceSelector.All).ToListAsync());

        service.Dispose();
        service.Dispose();

        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task Find_IdThatEc2DoesNotKnow_IsLeftOut()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));

        var found = await lab.Service.FindAsync(InstanceSelector.ById(Some.Id, "i-0000000000000dead")).ToListAsync();

        Assert.Equal(Some.Id, Assert.Single(found).InstanceId);
    }

    [Fact]
    public async Task Methods_AfterDispose_SaySoAtOnce()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));
        var plan = await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All));
        lab.Ec2.ClearCalls();

        lab.Service.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await lab.Service.FindAsync(InstanceSelector.All).ToListAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lab.Service.PlanAsync(plan.Request));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lab.Service.ExecuteAsync(plan));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Methods_NullArguments_AreNamed()
    {
        using var service = new InstancePowerService();

        Assert.Equal(
            "selector",
            (await Assert.ThrowsAsync<ArgumentNullException>(async () => await service.FindAsync(null!).ToListAsync())).ParamName);
        Assert.Equal("request", (await Assert.ThrowsAsync<ArgumentNullException>(() => service.PlanAsync(null!))).ParamName);
        Assert.Equal("request", (await Assert.ThrowsAsync<ArgumentNullException>(() => service.RunAsync(null!))).ParamName);
        Assert.Equal("plan", (await Assert.ThrowsAsync<ArgumentNullException>(() => service.ExecuteAsync(null!))).ParamName);
    }

    // In production nobody waits for it, so nobody would see that it fails.
    [Fact]
    public Task WarmUp_WithoutANetwork_Succeeds() => InstancePowerService.WarmUpAsync();
}
