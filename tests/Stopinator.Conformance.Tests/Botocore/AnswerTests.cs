using System.Net;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>
/// Our client reads answers made from the service model, with every element EC2 can send: each text is the name of its member in the
/// model, each number 272 (running, with a bit of EC2's own in the high byte), each time the same.
/// </summary>
public sealed class AnswerTests(BotocoreJudge botocore)
{
    private const string Id = "i-00000000000000001";

    [Fact]
    public async Task DescribeInstances_WithEveryElementOfTheModel_FillsEveryField()
    {
        using var client = await ClientAsync("DescribeInstances");

        var page = await client.DescribeAsync(new InstanceQuery());

        var expected = new Ec2Instance
        {
            InstanceId = Id,
            State = PowerState.Running,
            InstanceType = "InstanceType",
            AvailabilityZone = "AvailabilityZone",
            Lifecycle = "InstanceLifecycle",
            RootDeviceType = "RootDeviceType",
            HibernationConfigured = true,
            LaunchTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            StateTransitionReason = "StateTransitionReason",
            StateReason = new Ec2StateReason("Code", "Message"),
            ManagedByService = true,
            ManagingService = "Principal",
            VpcId = "VpcId",
            SubnetId = "SubnetId",
            ImageId = "ImageId",
            Platform = "Platform",
            Architecture = "Architecture",
            KeyName = "KeyName",
            PrivateIpAddress = "PrivateIpAddress",
            OwnerId = "OwnerId",
        };
        var instance = Assert.Single(page.Instances);
        Assert.Equal([KeyValuePair.Create("Key", "Value")], instance.Tags);
        Assert.Equal(expected, instance with { Tags = expected.Tags });
        Assert.Equal("NextToken", page.NextPageToken);

        // A field that is added has to be added above.
        Assert.All(
            typeof(Ec2Instance).GetProperties().Where(property => property.CanWrite && property.Name != nameof(Ec2Instance.Tags)),
            property => Assert.True(property.GetValue(expected) is not (null or false), property.Name));
    }

    [Theory]
    [InlineData(PowerAction.Start, "StartInstances")]
    [InlineData(PowerAction.Stop, "StopInstances")]
    public async Task StartAndStop_WithEveryElementOfTheModel_FillEveryField(PowerAction action, string operation)
    {
        using var client = await ClientAsync(operation);

        var answer = await client.ChangeAsync(action, new PowerCall([Id]));

        Assert.Equal([new PowerStateChange(Id, PowerState.Running, PowerState.Running)], answer.Changes);
    }

    // The client refuses ids that are not of EC2's form, so the name of the member is none for them.
    private async Task<Ec2Client> ClientAsync(string operation)
    {
        var sample = (string)(await botocore.AskAsync("sample_answer", operation))!;
        var answer = sample.Replace("<instanceId>InstanceId</instanceId>", $"<instanceId>{Id}</instanceId>", StringComparison.Ordinal);
        return Clients.NewClient(new Uri("http://ec2.simulated.invalid/"), new FixedAnswer(answer));
    }

    private sealed class FixedAnswer(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
    }
}
