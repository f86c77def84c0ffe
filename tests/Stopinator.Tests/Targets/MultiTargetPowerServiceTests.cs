using System.Text.Json;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Targets;

public sealed class MultiTargetPowerServiceTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

    [Fact]
    public async Task Run_OneTargetUnreachableAndOneRefused_DoesTheOthersAndTellsOfThese()
    {
        await using var regions = new Regions();
        PowerTarget[] targets =
        [
            regions.Add("eu-west-1", fleet => fleet.Add(3, i => i.Running().Tagged("Env", "dev"))),
            new() { Region = "eu-west-2", EndpointUrl = new Uri("http://nowhere.test") },
            regions.Add(
                "us-east-1", fleet => fleet.Add(3, (i, index) => _ = (index == 0 ? i.Stopped() : i.Running()).Tagged("Env", "dev"))),
            regions.Add("us-west-2", fleet => fleet.Add(5, i => i.Running().Tagged("Env", "dev"))),
        ];
        var options = Regions.Options();
        options.Guards.MaxInstances = 4;
        var ended = Substitute.For<IProgress<TargetReport>>();

        var report = await regions.Clock.RunAsync(() => regions.Service(options).RunAsync(targets, Stop, ended));

        Assert.Equal(["eu-west-1", "eu-west-2", "us-east-1", "us-west-2"], report.Targets.Select(target => target.Name));
        Assert.Equal([null, "ConnectionFailed", null, "PlanRefused"], report.Targets.Select(target => target.ErrorCode));
        Assert.Equal(
            (5, 1, 2, false), (report.Count(Outcome.Accepted), report.Count(Outcome.AlreadyThere), report.FailedTargets, report.IsSuccess));
        Assert.All(report.Targets, target => ended.Received(1).Report(target));
        Assert.Empty(report.Remaining());
        Assert.Equal(2, Assert.Throws<AggregateException>(report.EnsureSuccess).InnerExceptions.Count);

        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("ConnectionFailed", json.RootElement.GetProperty("targets")[1].GetProperty("errorCode").GetString());
        Assert.Equal(
            3, json.RootElement.GetProperty("targets")[0].GetProperty("report").GetProperty("counts").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Run_TargetsWithRoles_UsesTheCredentialsOfEach()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var sts = new StubHandler(StubSts.RoleAnswer);
        var service = regions.Service(sts: sts);

        var report = await regions.Clock.RunAsync(
            () => service.RunAsync([new TargetRequest(target with { RoleArn = "arn:aws:iam::123456789012:role/spoke" }, Stop)]));

        Assert.True(report.IsSuccess);
        Assert.Equal("123456789012/eu-west-1", report.Targets[0].Name);
        Assert.All(regions["eu-west-1"].Calls, call => Assert.Equal("ASIAOFTHEROLE", call.AccessKeyId));
        var asked = Assert.Single(sts.Requests);
        Assert.Equal("sts.eu-west-1.amazonaws.com", asked.Message.RequestUri?.Host);
        Assert.Contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fspoke", asked.Form, StringComparison.Ordinal);
        Assert.Contains(
            "Credential=AKIDEXAMPLE/", asked.Message.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EachTarget_HasItsOwnRateLimits()
    {
        await using var regions = new Regions();
        PowerTarget[] targets = [.. new[] { "eu-west-1", "us-east-1" }.Select(name => regions.Add(name, fleet => fleet.Add(1000, i => i.Stopped().Tagged("Env", "dev"))))];
        Array.ForEach(targets, target => regions[target.Region].RateLimits.UseEc2Defaults());

        await regions.Clock.RunAsync(() => regions.Service().RunAsync(
            targets, PowerRequest.Start(InstanceSelector.ByTag("Env", "dev")) with { Await = PowerAwait.Nothing }));

        // From one rate limit the second thousand would take 500 seconds.
        Assert.InRange(regions.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Run_Cancelled_ReportsWhatWasDoneAndWhatIsLeft()
    {
        await using var regions = new Regions();
        PowerTarget[] targets = [.. new[] { "eu-west-1", "us-east-1" }.Select(name => regions.Add(name, fleet => fleet.Add(2, i => i.Running().Tagged("Env", "dev"))))];
        using var cancellation = new CancellationTokenSource();
        var options = Regions.Options();
        options.Execution.MaxParallelTargets = 1;
        regions["eu-west-1"].Faults.On("StopInstances").Nth(1).Do(cancellation.Cancel);

        var exception = await Assert.ThrowsAsync<MultiTargetCanceledException>(() => regions.Clock.RunAsync(() =>
            regions.Service(options).RunAsync(targets, Stop, progress: null, cancellation.Token)));

        Assert.Equal([null, "Cancelled"], exception.Report.Targets.Select(target => target.ErrorCode));
        Assert.Contains(exception.Report.Remaining(), left => left.Target == targets[1] && left.Request == Stop);
        Assert.Empty(regions["us-east-1"].Calls);
    }

    // A client that is handed over may belong to an account that only the name tells.
    [Fact]
    public async Task Run_ClientsByName_UsesTheClientOfEachName()
    {
        await using var a = SimulatedEc2.Create(fleet => fleet.Add(2, i => i.Running().Tagged("Env", "dev")));
        await using var b = SimulatedEc2.Create(fleet => fleet.Add(3, i => i.Running().Tagged("Env", "dev")));
        using var service = new MultiTargetPowerService(target => (target.Name == "a" ? a : b).CreateClient());
        PowerTarget[] targets = [new() { Name = "a", Region = "us-east-1" }, new() { Name = "b", Region = "us-east-1" }];

        var report = await service.RunAsync(targets, Stop with { Await = PowerAwait.Nothing });

        Assert.Equal([2, 3], report.Targets.Select(target => target.Report!.Instances.Length));
        Assert.Equal((2, 3), (a.Instances.Sum(instance => instance.Stops), b.Instances.Sum(instance => instance.Stops)));
        Assert.NotSame(service.At(targets[0]), service.At(targets[1]));
    }

    [Fact]
    public async Task Run_TheEarliestDeadlineOfAll_IsAFailureOfTheTarget()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var service = new MultiTargetPowerService(_ => ec2.CreateClient());

        var report = await service.RunAsync([new PowerTarget { Region = "us-east-1" }], Stop with { Deadline = DateTimeOffset.MinValue });

        Assert.Contains("did not have its turn before the deadline", report.Targets[0].Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Fact]
    public async Task Run_NoTargetOrOneTwice_IsRefused()
    {
        var service = new MultiTargetPowerService();
        var target = new PowerTarget { Region = "eu-west-1" };

        await Assert.ThrowsAsync<ArgumentException>(() => service.RunAsync(Array.Empty<TargetRequest>()));
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => service.RunAsync(new[] { target, target with { Name = "again" } }, Stop));
        Assert.StartsWith("The target eu-west-1 is named twice", exception.Message, StringComparison.Ordinal);
    }
}
