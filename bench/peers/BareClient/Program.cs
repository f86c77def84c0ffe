// Answers Lambda's runtime API, and stops the running instances of a tag on the client of the AWS SDK: what a team would write without a
// library. It has no batches, no errors and no report.
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;

var api = new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/");
using var lambda = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api, Timeout = Timeout.InfiniteTimeSpan };
using var ec2 = new AmazonEC2Client();

while (true)
{
    using var next = await lambda.GetAsync(new Uri("invocation/next", UriKind.Relative));
    var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    await next.Content.ReadAsByteArrayAsync();

    var ids = new List<string>();
    var pages = ec2.Paginators.DescribeInstances(new DescribeInstancesRequest { Filters = [new Filter("tag:Env", ["dev"])], MaxResults = 1000 });
    await foreach (var page in pages.Responses)
    {
        ids.AddRange(page.Reservations
            .SelectMany(reservation => reservation.Instances)
            .Where(instance => instance.State.Name == InstanceStateName.Running)
            .Select(instance => instance.InstanceId));
    }

    var stopped = await ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = ids });
    using var answer = new StringContent($"{{\"stopped\":{stopped.StoppingInstances.Count}}}", Encoding.UTF8, "application/json");
    using var response = await lambda.PostAsync(new Uri($"invocation/{id}/response", UriKind.Relative), answer);
}
