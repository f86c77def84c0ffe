using System.Text;
using System.Text.Json;
using System.Xml;
using Stopinator.Ec2;
using Stopinator.Instances;

namespace Stopinator.Tests.Ec2.Answers;

public sealed class InstancePageAnswerTests
{
    private const string Id = "i-0123456789abcdef0";

    // Every field that is read, among what surrounds it in EC2's answers: sets that repeat the names of tags and states.
    private static readonly string[] Elements =
    [
        $"<instanceId>{Id}</instanceId>",
        "<imageId>ami-1</imageId>",
        "<instanceState><code>80</code><name>stopped</name></instanceState>",
        "<privateDnsName/>",
        "<dnsName></dnsName>",
        "<reason>User initiated (2026-11-20 19:00:05 GMT)</reason>",
        "<keyName>key</keyName>",
        "<amiLaunchIndex>0</amiLaunchIndex>",
        "<productCodes/>",
        "<instanceType>t3.micro</instanceType>",
        "<launchTime>2026-11-20T07:00:01.000Z</launchTime>",
        "<placement><availabilityZone>eu-west-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement>",
        "<monitoring><state>disabled</state></monitoring>",
        "<platform>windows</platform>",
        "<subnetId>subnet-1</subnetId>",
        "<vpcId>vpc-1</vpcId>",
        "<privateIpAddress>10.0.0.1</privateIpAddress>",
        "<sourceDestCheck>true</sourceDestCheck>",
        "<groupSet><item><groupId>sg-1</groupId><groupName>default</groupName></item></groupSet>",
        "<stateReason><code>Client.UserInitiatedShutdown</code><message>Client.UserInitiatedShutdown: User initiated shutdown</message></stateReason>",
        "<architecture>arm64</architecture>",
        "<rootDeviceType>ebs</rootDeviceType>",
        "<rootDeviceName>/dev/xvda</rootDeviceName>",
        """
        <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-1</volumeId><status>attached</status>
        <operator><managed>false</managed></operator></ebs></item></blockDeviceMapping>
        """,
        "<instanceLifecycle>spot</instanceLifecycle>",
        "<tagSet><item><key>Env</key><value>dev</value></item><item><value>größe &amp; 😀</value><key>Näme</key></item><item><key>Empty</key><value/></item></tagSet>",
        """
        <networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-of-the-interface</subnetId><vpcId>vpc-of-the-interface</vpcId>
        <ownerId>owner-of-the-interface</ownerId><status>in-use</status><privateIpAddress>10.0.0.99</privateIpAddress>
        <groupSet><item><groupId>sg-2</groupId></item></groupSet><tagSet><item><key>Env</key><value>of the interface</value></item></tagSet>
        <attachment><attachmentId>a</attachmentId><status>attached</status></attachment><operator><managed>false</managed><principal>other</principal></operator>
        <privateIpAddressesSet><item><privateIpAddress>10.0.0.98</privateIpAddress></item></privateIpAddressesSet></item></networkInterfaceSet>
        """,
        "<hibernationOptions><configured>true</configured></hibernationOptions>",
        "<metadataOptions><state>applied</state></metadataOptions>",
        "<operator><managed>true</managed><principal>eks.amazonaws.com</principal></operator>",
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Read_EveryField_InAnyOrderAndWithOrWithoutIndentation(bool reversed, bool indented)
    {
        IEnumerable<string> elements = reversed ? Elements.Reverse() : Elements;
        var instances = $"<instancesSet><item>{string.Concat(elements)}</item></instancesSet>";
        var xml = Page(reversed ? $"{instances}<ownerId>111122223333</ownerId>" : $"<ownerId>111122223333</ownerId>{instances}");

        AssertFull(Assert.Single((await ReadAsync(indented ? Indented(xml) : xml)).Instances));
    }

    [Fact]
    public async Task Read_EachElementFirst_ReadsTheSame()
    {
        for (var i = 0; i < Elements.Length; i++)
        {
            var xml = Page($"<instancesSet><item>{string.Concat(Elements[i..].Concat(Elements[..i]))}</item></instancesSet><ownerId>111122223333</ownerId>");
            AssertFull(Assert.Single((await ReadAsync(xml)).Instances));
        }
    }

    [Fact]
    public async Task Read_NothingButIdAndState_LeavesTheRestEmpty()
    {
        var instance = Assert.Single((await ReadAsync(Page($"<instancesSet><item>{Minimal(Id)}</item></instancesSet>"))).Instances);

        Assert.Equal((Id, PowerState.Running), (instance.InstanceId, instance.State));
        Assert.Empty(instance.Tags);
        var fields = JsonSerializer.SerializeToElement(instance).EnumerateObject().Where(field => field.Name is not ("InstanceId" or "State" or "Tags"));
        Assert.All(fields, field => Assert.True(field.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False, field.Name));
    }

    [Fact]
    public async Task Read_SeveralReservations_GivesEachInstanceItsOwner()
    {
        var xml = $"""
            <DescribeInstancesResponse><requestId>r</requestId><reservationSet>
            <item><ownerId>1</ownerId><instancesSet><item>{Minimal("i-00000001")}</item><item>{Minimal("i-00000002")}</item></instancesSet></item>
            <item><instancesSet/></item>
            <item><instancesSet><item>{Minimal("i-00000003")}</item></instancesSet><requesterId>x</requesterId><ownerId>2</ownerId></item>
            </reservationSet><nextToken>token==</nextToken></DescribeInstancesResponse>
            """;

        var page = await ReadAsync(xml);

        Assert.Equal([("i-00000001", "1"), ("i-00000002", "1"), ("i-00000003", "2")], page.Instances.Select(instance => (instance.InstanceId, instance.OwnerId)));
        Assert.Equal("token==", page.NextPageToken);
    }

    [Theory]
    [InlineData("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>", null)]
    [InlineData("<DescribeInstancesResponse/>", null)]
    [InlineData("<DescribeInstancesResponse><reservationSet/><nextToken/></DescribeInstancesResponse>", null)]
    [InlineData("<DescribeInstancesResponse><nextToken></nextToken><reservationSet></reservationSet></DescribeInstancesResponse>", null)]
    [InlineData("<DescribeInstancesResponse><nextToken>t</nextToken><reservationSet/></DescribeInstancesResponse>", "t")]
    public async Task Read_EmptyPage_MayHaveANextOne(string xml, string? token)
    {
        var page = await ReadAsync(xml);

        Assert.Empty(page.Instances);
        Assert.Equal(token, page.NextPageToken);
    }

    [Theory]
    [InlineData("0", PowerState.Pending)]
    [InlineData("16", PowerState.Running)]
    [InlineData("272", PowerState.Running)]
    [InlineData("32", PowerState.ShuttingDown)]
    [InlineData("48", PowerState.Terminated)]
    [InlineData("64", PowerState.Stopping)]
    [InlineData("80", PowerState.Stopped)]
    [InlineData("65360", PowerState.Stopped)]
    public async Task Read_StateCode_CountsInItsLowByte(string code, PowerState state)
    {
        var xml = Page($"<instancesSet><item><instanceId>{Id}</instanceId><instanceState><name>misleading</name><code>{code}</code></instanceState></item></instancesSet>");

        Assert.Equal(state, Assert.Single((await ReadAsync(xml)).Instances).State);
    }

    [Theory]
    [InlineData("<instanceState><code>16</code></instanceState>", "no instanceId")]
    [InlineData("<instanceId>i-1</instanceId>", "no instanceState")]
    [InlineData("<instanceId>i-1</instanceId><instanceState/>", "no instanceState")]
    [InlineData("<instanceId>i-1</instanceId><instanceState><code>17</code></instanceState>", "'17' is not the code")]
    [InlineData("<instanceId>i-1</instanceId><instanceState><code>running</code></instanceState>", "'running' is not the code")]
    [InlineData("<instanceId>i-1</instanceId><instanceState><code>-16</code></instanceState>", "'-16' is not the code")]
    [InlineData("<instanceId>i-1</instanceId><instanceState><code>99999999999</code></instanceState>", "is not the code")]
    [InlineData("<instanceId>i-1</instanceId><instanceState><code/></instanceState>", "is not the code")]
    public async Task Read_WithoutIdOrState_IsRefusedRatherThanGuessed(string fields, string part)
    {
        var exception = await Assert.ThrowsAsync<XmlException>(() => ReadAsync(Page($"<instancesSet><item>{fields}</item></instancesSet>")));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20T07:00:01.000Z", 7)]
    [InlineData("2026-11-20T07:00:01Z", 7)]
    [InlineData("2026-11-20T07:00:01", 7)]
    [InlineData("2026-11-20T08:00:01+01:00", 7)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public async Task Read_LaunchTime_IsInstantOrNothing(string text, int? hour)
    {
        var xml = Page($"<instancesSet><item>{Minimal(Id)}<launchTime>{text}</launchTime></item></instancesSet>");

        Assert.Equal(hour is { } h ? new DateTimeOffset(2026, 11, 20, h, 0, 1, TimeSpan.Zero) : null, Assert.Single((await ReadAsync(xml)).Instances).LaunchTime);
    }

    [Fact]
    public async Task Read_TagsThatXmlHardlyHolds_AreAsTheyAre()
    {
        var xml = Page($"<instancesSet><item>{Minimal(Id)}<tagSet><item><key>a</key><value>  </value></item><item><key>b</key><value>x&#x2;&#xD;\ny</value></item>"
            + "<item><key>a</key><value>last one counts</value></item><item/></tagSet></item></instancesSet>");

        var tags = Assert.Single((await ReadAsync(xml)).Instances).Tags;

        Assert.Equal(["=", "a=last one counts", "b=x\u0002\r\ny"], tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("User initiated (2026-11-20 19:00:05 GMT)", true)]
    [InlineData("User initiated (2026-11-20 19:00:05 UTC)", true)]
    [InlineData("Server.ScheduledStop: (2026-11-20 19:00:05 GMT) more", true)]
    [InlineData("User initiated shutdown", false)]
    [InlineData("User initiated (2026-13-40 19:00:05 GMT)", false)]
    [InlineData("User initiated (2026-11-20 19:00:05 CET)", false)]
    [InlineData("", false)]
    public async Task Read_Reason_GivesTheTimeOfTheChange(string reason, bool known)
    {
        var instance = Assert.Single((await ReadAsync(Page($"<instancesSet><item>{Minimal(Id)}<reason>{reason}</reason></item></instancesSet>"))).Instances);

        Assert.Equal(reason, instance.StateTransitionReason);
        Assert.Equal(known ? new DateTimeOffset(2026, 11, 20, 19, 0, 5, TimeSpan.Zero) : null, instance.StateTransitionTime);
    }

    [Fact]
    public async Task Read_PageOfAThousandLargestInstances_StaysUnderTheLimit()
    {
        var tags = string.Concat(Enumerable.Range(0, 50).Select(i => $"<item><key>{i:d3}{new string('k', 125)}</key><value>{new string('v', 256)}</value></item>"));
        var items = string.Concat(Enumerable.Range(0, 1000).Select(i => $"<item>{Minimal($"i-{i:x17}")}<tagSet>{tags}</tagSet></item>"));

        var page = await ReadAsync(Page($"<instancesSet>{items}</instancesSet>"));

        Assert.Equal((1000, 50), (page.Instances.Length, page.Instances[999].Tags.Count));
    }

    private static void AssertFull(Ec2Instance instance)
    {
        Assert.Equal(
            [("Empty", ""), ("Env", "dev"), ("Näme", "größe & 😀")],
            instance.Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
        Assert.Equal(
            new Ec2Instance
            {
                InstanceId = Id,
                State = PowerState.Stopped,
                Tags = instance.Tags,
                InstanceType = "t3.micro",
                AvailabilityZone = "eu-west-1a",
                Lifecycle = "spot",
                RootDeviceType = "ebs",
                HibernationConfigured = true,
                LaunchTime = new DateTimeOffset(2026, 11, 20, 7, 0, 1, TimeSpan.Zero),
                StateTransitionReason = "User initiated (2026-11-20 19:00:05 GMT)",
                StateReason = new Ec2StateReason("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"),
                ManagedByService = true,
                ManagingService = "eks.amazonaws.com",
                VpcId = "vpc-1",
                SubnetId = "subnet-1",
                ImageId = "ami-1",
                Platform = "windows",
                Architecture = "arm64",
                KeyName = "key",
                PrivateIpAddress = "10.0.0.1",
                OwnerId = "111122223333",
            },
            instance);
    }

    private static string Minimal(string id) => $"<instanceId>{id}</instanceId><instanceState><code>16</code><name>running</name></instanceState>";

    private static string Page(string reservation) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?><DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet><item><reservationId>r-1</reservationId>{reservation}</item></reservationSet></DescribeInstancesResponse>
        """;

    private static string Indented(string xml) => System.Xml.Linq.XDocument.Parse(xml).ToString().ReplaceLineEndings("\r\n\t");

    private static async Task<InstancePage> ReadAsync(string xml)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await InstancePageAnswer.ReadAsync(body, "DescribeInstancesResponse", CancellationToken.None);
    }
}
