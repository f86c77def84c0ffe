// A loop of its own that describes the instances of a tag and stops them: the same signed calls, on the AWS SDK's parts, and nothing else.
// No batches, no pages, no retries, no errors, no report.
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Signing;

var api = new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/");
using var lambda = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api, Timeout = Timeout.InfiniteTimeSpan };

var endpoint = new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_EC2")!);
var region = RegionEndpoint.GetBySystemName(Environment.GetEnvironmentVariable("AWS_REGION"));
using var chain = new DefaultAWSCredentialsIdentityResolver();
var credentials = await chain.ResolveIdentityAsync(clientConfig: null, CancellationToken.None);
using var ec2 = new HttpClient(new SigV4SigningHandler(credentials, region, "ec2", new SocketsHttpHandler()));

while (true)
{
    using var next = await lambda.GetAsync(new Uri("invocation/next", UriKind.Relative));
    var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    await next.Content.ReadAsByteArrayAsync();

    var described = await CallAsync("Action=DescribeInstances&Version=2016-11-15&MaxResults=1000&Filter.1.Name=tag%3AEnv&Filter.1.Value.1=dev");
    var ids = Regex.Matches(described, "<instanceId>(i-[0-9a-f]+)</instanceId>").Select((match, index) => $"&InstanceId.{index + 1}={match.Groups[1].Value}");
    var stopped = await CallAsync($"Action=StopInstances&Version=2016-11-15{string.Concat(ids)}");

    using var answer = new StringContent($"{{\"bytes\":{stopped.Length}}}", Encoding.UTF8, "application/json");
    using var response = await lambda.PostAsync(new Uri($"invocation/{id}/response", UriKind.Relative), answer);
}

async Task<string> CallAsync(string form)
{
    using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
    using var answer = await ec2.PostAsync(endpoint, content);
    return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : throw new HttpRequestException(await answer.Content.ReadAsStringAsync());
}
