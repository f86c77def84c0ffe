using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace Stopinator.Lambda.Runtime;

/// <summary>
/// Loads what a first call to EC2 needs, beside the start of the function: a describe that goes nowhere. A function that initialises has
/// a processor to itself, one that handles an event has a part of it.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"/>
internal static class Rehearsal
{
    /// <summary>Runs it. Nothing is sent; a failure has no effect, as the first call fails likewise and says so.</summary>
    public static async Task RunAsync()
    {
        using var handler = new NoInstances();
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("rehearsal", "rehearsal"), HttpHandler = handler };
        options.Ec2.Region = "us-east-1";
        using var service = new InstancePowerService(options);
        await foreach (var _ in service.FindAsync(InstanceSelector.All).ConfigureAwait(false))
        {
        }
    }

    private sealed class NoInstances : HttpMessageHandler
    {
        private static ReadOnlySpan<byte> Answer =>
            """<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>rehearsal</requestId><reservationSet/></DescribeInstancesResponse>"""u8;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(Answer.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
