namespace Stopinator.Testing.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Loopback_StopThenDescribe_ShowsStopped()
    {
        string id = "";
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => id = fleet.Add(i => i.Named("a")));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, ec2.Endpoint)
        {
            Content = new StringContent($"Action=StopInstances&Version=2016-11-15&InstanceId.1={id}"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await client.SendAsync(request);
        Assert.Equal(SimulatedState.Stopped, ec2[id].State);
        Assert.Equal("#1 StopInstances, 1 instance: 200", ec2.Calls[0].ToString());
    }
}
