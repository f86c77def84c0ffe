using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using ObserversSample;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Samples.Tests.Programs;

/// <summary>The sample Observers: what its load balancer does, and what arrives in its queue.</summary>
public sealed class ObserversTests
{
    private static readonly InstanceSelector All = InstanceSelector.All;

    [Fact]
    public async Task Stop_TargetsOfABalancer_AreDrainedBeforeTheyStopExceptTheLast()
    {
        await using var ec2 = Ec2(3);
        await using var balancer = await Balancer.StartAsync(ec2.Instances.Select(instance => instance.Id));
        using var http = new HttpClient { BaseAddress = balancer.Address };
        using var power = new InstancePowerService(ec2.CreateClient(), observers: [new DrainObserver(http)]);

        // A request on each: what is drained waits for its end.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var instance in ec2.Instances)
        {
            balancer.BeginRequest(instance.Id, ended.Task);
        }

        var wereEnded = true;
        ec2.Faults.On("StopInstances").Always().Do(() => wereEnded &= ended.Task.IsCompleted);
        var stop = power.StopAsync(All, cancellationToken: TestContext.Current.CancellationToken);
        ended.SetResult();
        var stopped = await stop;

        Assert.True(wereEnded);
        var kept = Assert.Single(stopped.Instances, instance => instance.Reason == ReasonCode.HeldByObserver);
        Assert.Contains("the last one that serves requests", kept.Message, StringComparison.Ordinal);
        Assert.Equal([kept.InstanceId], balancer.Serving);
        Assert.Equal(2, ec2.Instances.Count(instance => instance.Stops == 1));

        await power.StartAsync(All, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, balancer.Serving.Count);
    }

    [Fact]
    public async Task Stop_AnInstanceThatEc2DoesNotStop_ServesAgain()
    {
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add(instance => instance.StopProtected());
            fleet.Add(2, _ => { });
        });
        await using var balancer = await Balancer.StartAsync(ec2.Instances.Select(instance => instance.Id).Append("other"));
        using var http = new HttpClient { BaseAddress = balancer.Address };
        using var power = new InstancePowerService(ec2.CreateClient(), observers: [new DrainObserver(http)]);

        await power.StopAsync(All, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([ec2.Instances[0].Id, "other"], balancer.Serving);
    }

    [Fact]
    public async Task Stop_WithAQueue_SendsEachOutcome()
    {
        await Tools.RequireMotoAsync();
        await using var moto = new PythonScript("moto_server.py");
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("any", "key"),
            new AmazonSQSConfig { ServiceURL = $"http://127.0.0.1:{await moto.AskAsync("port")}", AuthenticationRegion = "us-east-1" });
        var queue = (await sqs.CreateQueueAsync("outcomes", TestContext.Current.CancellationToken)).QueueUrl;
        await using var ec2 = Ec2(2);
        using var power = new InstancePowerService(ec2.CreateClient(), observers: [new QueueObserver(sqs, queue)]);

        var report = await power.StopAsync(All, cancellationToken: TestContext.Current.CancellationToken);
        var received = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 }, TestContext.Current.CancellationToken);

        Assert.Equal(
            report.Instances.Select(instance => (instance.InstanceId, "Stop", instance.Outcome.ToString(), instance.Message)),
            received.Messages.Select(Read).OrderBy(message => message.Id, StringComparer.Ordinal));
    }

    private static SimulatedEc2 Ec2(int count) => SimulatedEc2.Create(fleet => fleet.Add(count, _ => { }));

    private static (string Id, string Action, string Outcome, string Message) Read(Message message)
    {
        using var json = JsonDocument.Parse(message.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        return (Text("instanceId"), Text("action"), Text("outcome"), Text("message"));
    }
}
