using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>
/// Answers in place of EC2 while code is loaded. A describe returns one running instance, and a stop says that the instance is stopping.
/// </summary>
internal sealed class WarmupHandler : HttpMessageHandler
{
    private const string Id = "i-00000000000000000";

    /// <summary>Creates a client that this handler answers. The client reads nothing of the environment.</summary>
    public static Ec2Client CreateClient()
    {
        var options = new Ec2Options { Region = "us-east-1", EndpointUrl = new Uri("http://warmup.invalid") };
        return Ec2Client.Own(new Ec2ClientFactory(options, new BasicAWSCredentials("warmup", "warmup")) { Handler = new WarmupHandler() });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes(Transmission.Current?.Method == "DescribeInstances" ? Described : Stopping));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private const string Described =
        $"""
        <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>warmup</requestId><reservationSet><item>
        <ownerId>000000000000</ownerId><instancesSet><item><instanceId>{Id}</instanceId><instanceType>t3.micro</instanceType>
        <instanceState><code>16</code><name>running</name></instanceState><launchTime>2026-01-01T00:00:00.000Z</launchTime>
        <placement><availabilityZone>us-east-1a</availabilityZone></placement><rootDeviceType>ebs</rootDeviceType>
        <tagSet><item><key>Name</key><value>warmup</value></item></tagSet></item></instancesSet></item></reservationSet>
        </DescribeInstancesResponse>
        """;

    private const string Stopping =
        $"""
        <StopInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>warmup</requestId><instancesSet><item>
        <instanceId>{Id}</instanceId><currentState><code>64</code><name>stopping</name></currentState>
        <previousState><code>16</code><name>running</name></previousState></item></instancesSet></StopInstancesResponse>
        """;
}
