using System.Text;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2.Answers;

/// <summary>What a large describe costs in memory, which bounds what a fleet of any size costs.</summary>
public sealed class AnswerAllocationTests
{
    private const int Instances = 1000;

    [Fact]
    public async Task Read_PageOfRealisticInstances_AllocatesAtMostTwoKilobytesEach()
    {
        var bytes = Page();
        Assert.InRange(bytes.Length / Instances, 2500, 3500);
        await ReadAsync(bytes);

        // Of this thread, on which all of it happens, since nothing has to be waited for.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = await ReadAsync(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Instances, page.Instances.Length);
        Assert.All(page.Instances, instance => Assert.Equal(8, instance.Tags.Count));
        Assert.InRange(allocated / Instances, 1, 2048);
    }

    [Fact]
    public async Task Read_TextsThatRepeat_AreFewStrings()
    {
        var page = await ReadAsync(Page());

        // Not always one: a text may lose its place in the pool to another one, in this test or beside it.
        Assert.InRange(CountStrings(instance => instance.InstanceType!), 1, Instances / 10);
        Assert.InRange(CountStrings(instance => instance.Tags["Key-7"]), 1, Instances / 10);

        int CountStrings(Func<Ec2Instance, string> field) => page.Instances.Select(field).Distinct<object>(ReferenceEqualityComparer.Instance).Count();
    }

    private static async Task<InstancePage> ReadAsync(byte[] bytes)
    {
        using var body = new MemoryStream(bytes);
        return await InstancePageAnswer.ReadAsync(body, "DescribeInstancesResponse", CancellationToken.None);
    }

    /// <summary>About 3 KB of XML and 8 tags each, in reservations of their own.</summary>
    private static byte[] Page()
    {
        var padding = string.Concat(Enumerable.Repeat("<item><groupId>sg-0123456789abcdef0</groupId><groupName>application</groupName></item>", 18));
        var xml = new StringBuilder("<DescribeInstancesResponse><requestId>r</requestId><reservationSet>");
        for (var number = 0; number < Instances; number++)
        {
            var tags = string.Concat(Enumerable.Range(0, 8).Select(tag =>
                $"<item><key>Key-{tag}</key><value>value-{(tag == 0 ? number : tag)}</value></item>"));
            xml.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <item><reservationId>r-{number:x17}</reservationId><ownerId>123456789012</ownerId><instancesSet><item>
                <instanceId>i-{number:x17}</instanceId><imageId>ami-0123456789abcdef0</imageId>
                <instanceState><code>16</code><name>running</name></instanceState><reason/><instanceType>t3.micro</instanceType>
                <launchTime>2026-01-01T00:00:00.000Z</launchTime><placement><availabilityZone>eu-west-1a</availabilityZone></placement>
                <subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId>
                <privateIpAddress>10.0.{number / 256}.{number % 256}</privateIpAddress><groupSet>{padding}</groupSet>
                <architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType><tagSet>{tags}</tagSet>
                <operator><managed>false</managed></operator></item></instancesSet></item>
                """);
        }

        return Encoding.UTF8.GetBytes(xml.Append("</reservationSet></DescribeInstancesResponse>").ToString());
    }
}
