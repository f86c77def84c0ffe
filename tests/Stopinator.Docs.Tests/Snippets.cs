using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute.ExceptionExtensions;
using Stopinator.Lambda;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <summary>The C# of the documentation. Each test is one block: what stands between its braces, apart from lines marked "// not shown".</summary>
public sealed partial class Snippets
{
    [Fact]
    public async Task PlanForTheFirstTime()
    {
        var lines = new List<string>(); // not shown
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev").Running());
            fleet.Add(instance => instance.Tagged("Env", "dev").Stopped());
            fleet.Add(instance => instance.Tagged("Env", "dev").InAutoScalingGroup("ci"));
        });
        using var power = new InstancePowerService(ec2.CreateClient());

        var plan = await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));
        Console.WriteLine(plan);
        foreach (var decision in plan.Decisions)
        {
            Console.WriteLine($"{decision.InstanceId} {decision.Kind}: {decision.Message}");
            lines.Add($"{decision.InstanceId} {decision.Kind}: {decision.Message}\n"); // not shown
        }

        var report = await power.ExecuteAsync(plan);
        Console.WriteLine(report);
        var output = Assert.Single(Pages.Blocks, block => block.Comment == "output of PlanForTheFirstTime").Text; // not shown
        Assert.Equal(output, $"{plan}\n{string.Concat(lines)}{report}\n"); // not shown
    }

    [Fact]
    public void RegisterFromConfiguration()
    {
        var services = new ServiceCollection(); // not shown
        var configuration = new ConfigurationBuilder().Build(); // not shown
        services.AddStopinator(configuration.GetSection("Stopinator"));
        services.AddKeyedStopinator("us", options => options.Ec2.Region = "us-east-1");
        using var provider = services.BuildServiceProvider(); // not shown
        Assert.NotNull(provider.GetRequiredService<IInstancePowerService>()); // not shown
        Assert.NotNull(provider.GetRequiredKeyedService<IInstancePowerService>("us")); // not shown
    }

    [Fact]
    public void CreateWithNew()
    {
        var options = new StopinatorOptions { Scope = InstanceSelector.ByTag("Env", "dev", "test") };
        options.Ec2.Region = "eu-west-1";
        options.Guards.MaxInstances = 200;
        using var power = new InstancePowerService(options);
    }

    [Fact]
    public void AssumeARoleInAnotherAccount()
    {
        var services = new ServiceCollection(); // not shown
        services.AddKeyedStopinator("spoke", options =>
        {
            options.Ec2.Region = "eu-west-1";
            options.Credentials = new AssumeRoleAWSCredentials(
                DefaultAWSCredentialsIdentityResolver.GetCredentials(), "arn:aws:iam::123456789012:role/stopinator", "stopinator");
        });
        Assert.Contains(services, service => Equals(service.ServiceKey, "spoke")); // not shown
    }

    [Fact]
    public async Task RunAtManyTargets()
    {
        await using var first = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev")), new SimulatedEc2Options { Region = "eu-west-1" }); // not shown
        await using var second = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Tagged("Env", "dev"))); // not shown
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key") }; // not shown
        PowerTarget[] targets =
        [
            new() { Region = "eu-west-1" },
            new() { Region = "us-east-1", RoleArn = "arn:aws:iam::123456789012:role/stopinator-spoke", ExternalId = "night-shift" },
        ];
        targets = [targets[0] with { EndpointUrl = first.Endpoint }, targets[1] with { EndpointUrl = second.Endpoint, RoleArn = null }]; // not shown
        using var power = new MultiTargetPowerService(options);

        var report = await power.RunAsync(targets, PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));

        Console.WriteLine(report);
        foreach (var left in report.Remaining())
        {
            Console.WriteLine($"{left.Target}: {left.Request.ToJson()}");
        }
        Assert.Equal(5, report.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public async Task ContinueInTheNextRun()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, i => i.Tagged("Env", "dev"))); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var request = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")); // not shown
        var report = await power.RunAsync(request with { Deadline = DateTimeOffset.UtcNow.AddMinutes(15) });

        if (report.Remaining() is { } left)
        {
            var next = PowerRequest.FromJson(left.ToJson());
            await power.RunAsync(next);
        }
        Assert.Equal(3, report.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public void ParseASelector()
    {
        var selector = InstanceSelector.Parse("tag:Env=dev except (tag:KeepRunning or instance-type~*.metal)");

        var same = InstanceSelector.ByTag("Env", "dev")
            .Except(InstanceSelector.ByTagKey("KeepRunning") | InstanceSelector.ByFilter("instance-type", "*.metal"));
        Assert.Equal(same, selector); // not shown
    }

    [Fact]
    public void MakeAnIamPolicy()
    {
        var policy = IamPolicy.For(
            InstanceSelector.Parse("tag:Env=dev except tag:KeepRunning"),
            [PowerAction.Start, PowerAction.Stop],
            new IamPolicyOptions { Account = "111122223333", Region = "eu-west-1", Scope = InstanceSelector.ByTag("Env", "dev") });

        Console.WriteLine(policy.ToJson());
        foreach (var note in policy.Notes)
        {
            Console.WriteLine(note); // Not in the policy: 'except tag:KeepRunning'. ...
        }
        Assert.StartsWith("Not in the policy: 'except tag:KeepRunning'. ", policy.Notes[0], StringComparison.Ordinal); // not shown
    }

    [Fact]
    public void MakeHubAndSpokePolicies()
    {
        var target = new PowerTarget { Region = "eu-west-1", RoleArn = "arn:aws:iam::111122223333:role/stopinator-spoke", ExternalId = "night-shift" };

        var hub = IamPolicy.ForHub(target.RoleArn);
        var spokeTrust = IamPolicy.TrustHub("arn:aws:iam::123456789012:role/stopinator-hub", target.ExternalId);
        var spoke = IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [PowerAction.Start, PowerAction.Stop], new IamPolicyOptions { Account = "111122223333" });
        Assert.Equal([1, 1, 2], new[] { hub, spokeTrust, spoke }.Select(policy => policy.Statements.Length)); // not shown
    }

    [Fact]
    public void MakePoliciesForAnOrganization()
    {
        var hub = IamPolicy.ForHubOfRole("stopinator-spoke", organizationId: "o-a1b2c3d4e5");
        var spoke = IamPolicy.For(InstanceSelector.ByTagKey("stopinator:schedule"), [PowerAction.Reconcile], new IamPolicyOptions { ListsRegions = true });
        var documents = IamPolicy.ForSchedules(["ssm:/stopinator/targets", "ssm:/stopinator/schedules"]);
        Assert.Equal("arn:aws:iam::*:role/stopinator-spoke", Assert.Single(Assert.Single(hub.Statements).Resources)); // not shown
        Assert.Contains("ec2:DescribeRegions", spoke.Statements[0].Actions); // not shown
        Assert.Single(documents.Statements); // not shown
    }

    [Fact]
    public async Task TestOnAManualClock()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Stopped()),
            new SimulatedEc2Options { TimeProvider = clock, StartDuration = TimeSpan.FromSeconds(40) });

        using var power = new InstancePowerService(ec2.CreateClient(), timeProvider: clock);

        var report = await clock.RunAsync(() => power.StartAsync(InstanceSelector.ByTag("Env", "dev")));

        Assert.Equal(3, report.Count(Outcome.Reached));
        Assert.True(clock.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 0, 40, TimeSpan.Zero));
    }

    [Fact]
    public async Task ReadAFleet()
    {
        var fleet = SimulatedFleet.FromJson("""{"instances":[{"count":6,"name":"web-{n}","tags":{"Env":"dev"}}]}""");

        await using var ec2 = await SimulatedEc2.StartAsync(fleet.AddTo);

        Assert.Equal("web-6", ec2.Instances[5].Tags["Name"]);
    }

    [Fact]
    public async Task TestAtTheLimits()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(60, instance => instance.Tagged("Env", "dev")),
            new SimulatedEc2Options { TimeProvider = clock, Latency = TimeSpan.FromMilliseconds(50), LatencySpread = TimeSpan.FromMilliseconds(250) });
        ec2.RateLimits.UseEc2Defaults().On("StopInstances").Requests(capacity: 4, perSecond: 1).OthersTake(0.5);

        using var power = new InstancePowerService(ec2.CreateClient(), new StopinatorOptions { Execution = { MaxBatchSize = 10 } }, clock);

        var report = await clock.RunAsync(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev")));

        Assert.Equal(60, report.Count(Outcome.Accepted));
        Assert.True(ec2.RateLimits.ThrottlesOf("StopInstances") > 0);
    }

    [Fact]
    public async Task TestWithFaults()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev"));
            fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected());
        });
        ec2.Faults.On("StopInstances").Nth(1).Throttle();

        var options = new StopinatorOptions { Retry = { ThrottlingDelay = TimeSpan.FromMilliseconds(1) } };
        using var power = new InstancePowerService(ec2.CreateClient(), options);

        var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));

        Assert.Equal((2, 1), (report.Count(Outcome.Accepted), report.Count(Outcome.Failed)));
        Assert.Equal(3, ec2.Calls.Count(call => call.Action == "StopInstances"));
    }

    [Fact]
    public async Task HostAFunction()
    {
        using var function = StopinatorFunction.Create(new Dictionary<string, string> { ["STOPINATOR_SCOPE"] = "tag:Env=dev" });

        Task<Stream> Handle(Stream input, TimeSpan remainingTime) =>
            function.InvokeAsync(input, TimeProvider.System.GetUtcNow() + remainingTime);
        await Assert.ThrowsAsync<MalformedEventException>(() => Handle(new MemoryStream("{}"u8.ToArray()), TimeSpan.FromMinutes(15))); // not shown
    }

    [Fact]
    public async Task SubstituteTheClient()
    {
        var ec2 = Substitute.For<IAmazonEC2>();
        ec2.DescribeInstancesAsync(Arg.Any<DescribeInstancesRequest>(), Arg.Any<CancellationToken>()).Returns(new DescribeInstancesResponse
        {
            Reservations =
            [
                new() { Instances = [new() { InstanceId = "i-0123456789abcdef0", State = new() { Name = InstanceStateName.Running } }] },
            ],
        });
        ec2.StopInstancesAsync(Arg.Any<StopInstancesRequest>(), Arg.Any<CancellationToken>()).Returns(new StopInstancesResponse
        {
            StoppingInstances =
            [
                new()
                {
                    InstanceId = "i-0123456789abcdef0",
                    PreviousState = new() { Name = InstanceStateName.Running },
                    CurrentState = new() { Name = InstanceStateName.Stopping },
                },
            ],
        });
        using var power = new InstancePowerService(ec2);

        var report = await power.StopAsync(InstanceSelector.All);

        Assert.True(report.EnsureSuccess().IsSuccess);
        await ec2.Received(1).StopInstancesAsync(Arg.Is<StopInstancesRequest>(request => request.Force == null), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task SubstituteWithAReport()
    {
        var request = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));
        var report = PowerReport.Create(request,
        [
            new()
            {
                InstanceId = "i-0123456789abcdef0",
                Action = PowerAction.Stop,
                Outcome = Outcome.Failed,
                Reason = ReasonCode.Refused,
                Message = "It is protected.",
            },
        ]);
        var power = Substitute.For<IInstancePowerService>();
        power.StopAsync(Arg.Any<InstanceSelector>(), Arg.Any<CancellationToken>()).Returns(report);

        var answer = await power.StopAsync(request.Selector);

        Assert.Throws<PowerFailedException>(answer.EnsureSuccess);
        Assert.Equal(report.Instances, PowerReport.FromJson(report.ToJson()).Instances);
    }

    [Fact]
    public async Task SubstituteTheService()
    {
        var power = Substitute.For<IInstancePowerService>();
        power.StopAsync(Arg.Any<InstanceSelector>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new Ec2Exception("NoCredentials", "The login has ended."));

        await Assert.ThrowsAsync<Ec2Exception>(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev")));
    }
}
