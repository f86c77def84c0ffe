using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>
/// AWS's .NET client sends a call whose answer is lost once, if both of its switches are off. The rule that a reboot is never sent twice
/// rests on it.
/// </summary>
public sealed class DotNetSdkRetryTests
{
    private const string Id = "i-00000000000000001";

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 4)]
    public async Task Reboot_WhoseConnectionIsDropped_IsSentAgainForEachStaleConnectionRetry(
        int errorRetries, int staleConnectionRetries, int sent)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());
        using var client = ec2.CreateClient(config =>
            (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (errorRetries, staleConnectionRetries));
        ec2.Faults.On("RebootInstances").DropConnection(beforeActing: false);

        await Assert.ThrowsAnyAsync<Exception>(() => client.RebootInstancesAsync(new RebootInstancesRequest([Id])));

        Assert.Equal((sent, sent), (ec2.Calls.Count, ec2[Id].Reboots));
    }

    [Fact]
    public async Task Reboot_AnsweredWith500_IsSentOnceWithoutErrorRetries()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());
        using var client = ec2.CreateClient();
        ec2.Faults.On("RebootInstances").FailAfterActing("InternalError");

        var failed = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.RebootInstancesAsync(new RebootInstancesRequest([Id])));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal((1, 1), (ec2.Calls.Count, ec2[Id].Reboots));
    }

    [Fact]
    public void Config_OfADefaultClient_ShowsThatItRepeats()
    {
        using var client = new AmazonEC2Client("any", "key", Amazon.RegionEndpoint.USEast1);

        Assert.Equal((2, 10), (client.Config.MaxErrorRetry, client.Config.MaxStaleConnectionRetries));
    }
}
