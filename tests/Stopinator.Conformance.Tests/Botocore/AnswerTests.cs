using System.Text;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Instances;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>
/// Our readers against answers made from the service model, with every element EC2 can send: each text is the name of its member in
/// the model, each number 272 (running, with a bit of EC2's own in the high byte), each time the same.
/// </summary>
public sealed class AnswerTests(BotocoreJudge botocore)
{
    [Fact]
    public async Task DescribeInstances_WithEveryElementOfTheModel_FillsEveryField()
    {
        using var answer = await SampleAsync("DescribeInstances");

        var page = await InstancePageAnswer.ReadAsync(answer, "DescribeInstancesResponse", CancellationToken.None);

        var expected = new Ec2Instance
        {
            InstanceId = "InstanceId",
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
    [InlineData("StartInstances")]
    [InlineData("StopInstances")]
    public async Task StartAndStop_WithEveryElementOfTheModel_FillEveryField(string operation)
    {
        using var answer = await SampleAsync(operation);

        var read = await PowerAnswer.ReadAsync(answer, $"{operation}Response", CancellationToken.None);

        Assert.Equal([new InstanceStateChange("InstanceId", PowerState.Running, PowerState.Running)], read.Changes);
    }

    [Fact]
    public async Task States_OfTheModel_AreTheStatesOfOurs() =>
        Assert.Equal(
            (await botocore.ListAsync("values", "InstanceStateName")).Order(),
            Enum.GetValues<PowerState>().Select(PowerStateNames.Ec2Name).Order());

    [Fact]
    public async Task Filters_EvaluatedHere_AreThoseOfTheModel()
    {
        var documented = await botocore.ListAsync("filters", "DescribeInstances");

        Assert.True(documented.Count > 100);
        Assert.All(FilterFields.Names, name => Assert.Contains(name, documented));
    }

    private async Task<MemoryStream> SampleAsync(string operation) =>
        new(Encoding.UTF8.GetBytes((string)(await botocore.AskAsync("sample_answer", operation))!));
}
