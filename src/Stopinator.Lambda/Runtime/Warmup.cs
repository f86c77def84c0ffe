using System.Net;
using System.Net.Http.Headers;
using Amazon;
using Amazon.EC2;
using Amazon.Runtime;

namespace Stopinator.Lambda.Runtime;

/// <summary>
/// Loads the code of a first describe while the function initialises: a describe through the AWS SDK that no network sees. A function
/// that initialises has a processor to itself; a function that handles an event has a part of one.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"/>
internal static class Warmup
{
    /// <summary>Describes no instances. A failure has no effect, because the first call fails likewise and reports it.</summary>
    public static async Task RunAsync()
    {
        // Nothing here depends on the environment, whose mistakes are the first call's to report.
        using var ec2 = new AmazonEC2Client(new BasicAWSCredentials("warmup", "warmup"), new AmazonEC2Config
        {
            RegionEndpoint = RegionEndpoint.USEast1,
            IgnoreConfiguredEndpointUrls = true,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = new NoNetwork(),
        });
        using var service = new InstancePowerService(ec2);
        await foreach (var _ in service.FindAsync(InstanceSelector.All).ConfigureAwait(false))
        {
        }
    }

    private sealed class NoNetwork : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new NoInstances());
    }

    private sealed class NoInstances : HttpMessageHandler
    {
        private static ReadOnlySpan<byte> Answer =>
            """
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>warmup</requestId>
              <reservationSet/>
            </DescribeInstancesResponse>
            """u8;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(Answer.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
