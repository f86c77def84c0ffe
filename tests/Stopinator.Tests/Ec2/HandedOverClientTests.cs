using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

/// <summary>
/// The answers and exceptions of a client that was handed over, and their results. An odd answer is never an empty fleet.
/// </summary>
public sealed class HandedOverClientTests
{
    private readonly IAmazonEC2 _ec2 = Substitute.For<IAmazonEC2>();

    public static TheoryData<Exception, string, bool> Failures { get; } = new()
    {
        { new AmazonEC2Exception("Not authorized.") { ErrorCode = "UnauthorizedOperation", StatusCode = HttpStatusCode.Forbidden }, "UnauthorizedOperation", false },
        { new AmazonEC2Exception("no code") { StatusCode = HttpStatusCode.BadGateway }, "Http502", true },
        { new AmazonUnmarshallingException("r-1", "", new InvalidOperationException("x"), HttpStatusCode.OK), "AnswerUnreadable", true },
        { new AmazonUnmarshallingException("r-1", "", new InvalidOperationException("x"), HttpStatusCode.BadGateway), "Http502", true },
        { new System.Xml.XmlException("no xml"), "AnswerUnreadable", true },
        { new IOException("reset"), "ConnectionLost", true },
        { new HttpIOException(HttpRequestError.ResponseEnded), "ConnectionLost", true },
        { new HttpRequestException(HttpRequestError.ResponseEnded, "ended"), "ConnectionLost", true },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"), "ConnectionFailed", false },
        { new TimeoutException("of the client"), "ConnectionLost", true },
        { new TaskCanceledException("of the client", new TimeoutException()), "ConnectionLost", true },
        { new AmazonClientException("Failed to resolve AWS credentials."), "NoCredentials", false },
        { new InvalidOperationException("a mistake of a decorator"), "UnexpectedFailure", true },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Find_ClientThrows_IsOurExceptionWithTheCause(Exception cause, string code, bool mayHaveActed)
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs<DescribeInstancesResponse>(
            _ => throw cause);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => FindAsync());

        Assert.Equal((code, mayHaveActed), (exception.Code, exception.MayHaveActed));
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public async Task Find_SubstituteThatIsNotSetUp_SaysSoInsteadOfFindingNothing()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs((DescribeInstancesResponse)null!);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => FindAsync());

        Assert.Contains("has to be set up", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_AnswersWithNullLists_AreEmpty()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default)
            .ReturnsForAnyArgs(new DescribeInstancesResponse(),
            new DescribeInstancesResponse { Reservations = [new Reservation()] },
            new DescribeInstancesResponse { Reservations = [new Reservation { Instances = [new Instance { InstanceId = Some.Id, State = new InstanceState { Name = "running" } }] }] });

        Assert.Empty(await FindAsync());
        Assert.Empty(await FindAsync());
        Assert.Equal(
            (Some.Id, PowerState.Running, 0),
            Assert.Single(await FindAsync()) is var found ? (found.InstanceId, found.State, found.Tags.Count) : default);
    }

    [Fact]
    public async Task Find_PageOfAProxyWithStatus200_IsNoEmptyFleet()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(
            new DescribeInstancesResponse { HttpStatusCode = HttpStatusCode.OK, ResponseMetadata = new ResponseMetadata { RequestId = "" } });

        Assert.Equal("AnswerUnreadable", (await Assert.ThrowsAsync<Ec2Exception>(() => FindAsync())).Code);
    }

    [Theory]
    [Trait("Finding", "4")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("i-1")]
    [InlineData("*")]
    [InlineData("i-0000000000000000g")]
    [InlineData("i-00000000000000001\n")]
    public async Task Stop_IdThatIsNotOneOfEc2_IsRefusedBeforeAnythingIsDone(string? id)
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(
            new DescribeInstancesResponse { Reservations = [new Reservation { Instances = [new Instance { InstanceId = id, State = new InstanceState { Code = 16 } }] }] });

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => Service().StopAsync(InstanceSelector.All));

        Assert.Equal("AnswerUnreadable", exception.Code);
        await _ec2.DidNotReceiveWithAnyArgs().StopInstancesAsync(default!, default);
    }

    [Fact]
    [Trait("Finding", "3")]
    [Trait("Finding", "11")]
    public async Task Stop_DescribeShowsMoreThanWasAskedFor_ActsOnWhatWasAskedForOnly()
    {
        var asked = Some.Instance(PowerState.Running);
        var other = asked with { InstanceId = "i-0000000000000beef" };
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(Sdk.PageOf([asked, other]));
        _ec2.StopInstancesAsync(default!, default).ReturnsForAnyArgs(new StopInstancesResponse
        {
            StoppingInstances = [Change(asked.InstanceId), Change(other.InstanceId)],
        });

        var clock = new SimulatedClock();
        using var power = Service(clock);
        var report = await clock.RunAsync(
            () => power.RunAsync(PowerRequest.Stop(InstanceSelector.ById(Some.Id)) with { Await = PowerAwait.State }));

        Assert.Equal((Some.Id, Outcome.FellBack), Assert.Single(report.Instances) is var only ? (only.InstanceId, only.Outcome) : default);
        await _ec2.Received(1).StopInstancesAsync(
            Arg.Is<StopInstancesRequest>(request => request.InstanceIds.Single() == Some.Id), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Reboot_ClientThatShowsNothing_IsItsOwnersMatter()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default)
            .ReturnsForAnyArgs(Sdk.PageOf([Some.Instance(PowerState.Running)]));
        _ec2.RebootInstancesAsync(default!, default).ReturnsForAnyArgs(new RebootInstancesResponse());

        ReportAssert.Only(await Service().RebootAsync(InstanceSelector.All), Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 10)]
    public async Task Reboot_RealClientWithEitherSwitchOn_IsRefusedButADryRunIsNot(int errorRetries, int staleRetries)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(Some.Id));
        using var client = ec2.CreateClient(
            config => (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (errorRetries, staleRetries));
        using var power = new InstancePowerService(client);
        var reboot = PowerRequest.Reboot(InstanceSelector.All);

        Assert.Contains(
            "A reboot must not be sent twice",
            (await Assert.ThrowsAsync<PlanRefusedException>(() => power.RunAsync(reboot))).Message,
            StringComparison.Ordinal);
        ReportAssert.Only(await power.RunAsync(reboot with { DryRun = true }), Outcome.NotAttempted, ReasonCode.DryRun);
        Assert.Equal(0, ec2[Some.Id].Reboots);
    }

    private static InstanceStateChange Change(string id) =>
        new() { InstanceId = id, PreviousState = new InstanceState { Code = 16 }, CurrentState = new InstanceState { Code = 64 } };

    private InstancePowerService Service(TimeProvider? clock = null)
    {
        var options = new StopinatorOptions();
        options.Retry.MaxAttempts = 1;
        return new InstancePowerService(_ec2, options, clock);
    }

    private async Task<List<Ec2Instance>> FindAsync()
    {
        using var power = Service();
        return await power.FindAsync(InstanceSelector.All).ToListAsync();
    }
}
