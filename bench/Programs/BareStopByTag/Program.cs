// Selects by tag and stops on the client of the AWS SDK, without decisions or a report. Region, endpoint and credentials come from the environment.
using Amazon.EC2;
using Amazon.EC2.Model;

using var ec2 = new AmazonEC2Client();
var ids = new List<string>();
var pages = ec2.Paginators.DescribeInstances(new DescribeInstancesRequest { Filters = [new Filter("tag:Env", ["dev"])], MaxResults = 1000 });
await foreach (var page in pages.Responses)
{
    ids.AddRange(page.Reservations.SelectMany(reservation => reservation.Instances).Select(instance => instance.InstanceId));
}

// As large as the batches of Stopinator, so that both programs send the same number of calls.
var stopped = 0;
foreach (var batch in ids.Chunk(200))
{
    stopped += (await ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [.. batch] })).StoppingInstances.Count;
}

Console.WriteLine($"stopped {stopped}");
return stopped == ids.Count ? 0 : 1;
