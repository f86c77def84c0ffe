// Stops and starts the web servers of a simulated fleet. One observer takes each server out of a load balancer before it stops, and puts it
// back when it runs again. Another observer sends each outcome to an SQS queue. See docs/observers.md.
//
//   dotnet run --project samples/Observers
//   dotnet run --project samples/Observers -- https://sqs.eu-west-1.amazonaws.com/111122223333/outcomes
//
// The queue is optional. Its client takes region, credentials and endpoint (AWS_ENDPOINT_URL_SQS) as every AWS client does.

using Amazon.SQS;
using ObserversSample;
using Stopinator;
using Stopinator.Testing;

await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(3, (instance, index) => instance.Named($"web-{index + 1}").Tagged("Env", "dev")));
await using var balancer = await Balancer.StartAsync(ec2.Instances.Select(instance => instance.Id));
using var http = new HttpClient { BaseAddress = balancer.Address };
using var sqs = args.Length > 0 ? new AmazonSQSClient() : null;

IPowerObserver[] observers = sqs is null ? [new DrainObserver(http)] : [new DrainObserver(http), new QueueObserver(sqs, args[0])];
using var power = new InstancePowerService(ec2.CreateClient(), observers: observers);

var servers = InstanceSelector.ByTag("Env", "dev");
Show("stop", await power.StopAsync(servers));
Show("start", await power.StartAsync(servers));

void Show(string action, PowerReport report)
{
    Console.WriteLine($"{action}: the balancer sends requests to {(balancer.Serving.Count == 0 ? "none" : string.Join(", ", balancer.Serving))}");
    foreach (var instance in report.Instances)
    {
        Console.WriteLine($"  {instance.InstanceId}  {instance.Outcome}: {instance.Message}");
    }
}
