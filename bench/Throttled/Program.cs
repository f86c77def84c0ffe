// Stopinator beside the ways scripts go, in real time, on an endpoint with EC2's buckets of StopInstances scaled down so that no run
// takes longer than a minute: 10 calls, then 8 a second; 200 instances, then 10 a second; 50 to 300 ms a call.
//
//   dotnet run -c Release --project bench/Throttled

using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Stopinator;
using Stopinator.Bench;

const int Instances = 300;

await using var endpoint = await EndpointProcess.StartAsync(
    "--instances", Instances.ToString(CultureInfo.InvariantCulture), "--limit", "StopInstances=10/8,200/10", "--latency", "50-300");

var results = new List<Result>();
await RunAsync("Stopinator, told of the buckets", told: true);
await RunAsync("Stopinator, assuming EC2's defaults", told: false);
if (Peers.AreThere())
{
    await RunPeerAsync("boto3, one call an instance", "one_call_each.py");
    await RunPeerAsync("boto3, batches of 50, standard retries", "batches.py", "standard");
    await RunPeerAsync("boto3, batches of 50, adaptive retries", "batches.py", "adaptive");
}

var bound = TimeSpan.FromSeconds((Instances - 200) / 10.0);
var table = new Table($"stop {Instances}", "time", "of the bound", "calls", "throttled", "not done");
foreach (var result in results)
{
    table.Add(
        result.Name, Measured.Seconds(result.Time), Measured.Ratio(result.Time / bound),
        $"{result.Calls}", $"{result.Throttles}", $"{result.NotDone}");
}

Console.WriteLine($"The buckets take {Measured.Seconds(bound)} for {Instances} instances.\n");
table.Print();

var verdicts = new Verdicts();
var peers = results.Skip(2).ToArray();
foreach (var ours in results.Take(2))
{
    verdicts.AtMost(ours.NotDone, 0, $"instances not done, {ours.Name}");
    if (peers.Where(peer => peer.NotDone == 0).MinBy(peer => peer.Time) is { } best)
    {
        verdicts.AtMost(ours.Time / best.Time, 1, $"time of {ours.Name}, of the best peer that leaves none ({best.Name})");
    }
}

return verdicts.ExitCode;

async Task RunAsync(string name, bool told)
{
    await endpoint.ResetAsync();
    var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key") };
    (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", endpoint.Address);
    if (told)
    {
        var stop = options.RateLimits.Stop;
        (stop.RequestCapacity, stop.RequestRefill, stop.InstanceCapacity, stop.InstanceRefill) = (10, 8, 200, 10);
    }

    using var power = new InstancePowerService(options);
    var measured = await Measured.OfAsync(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev")));
    await RecordAsync(name, measured.Wall);
}

async Task RunPeerAsync(string name, string script, params string[] arguments)
{
    await endpoint.ResetAsync();
    var (_, output) = await ChildRun.RunAsync(endpoint.Address, [Peers.Python, Peers.Script(script), .. arguments]);
    await RecordAsync(name, TimeSpan.FromSeconds(JsonDocument.Parse(output).RootElement.GetProperty("seconds").GetDouble()));
}

async Task RecordAsync(string name, TimeSpan time)
{
    var counters = await endpoint.CountAsync();
    results.Add(new Result(
        name, time, counters.Calls.GetValueOrDefault("StopInstances"), counters.Throttles, Instances - counters.States.GetValueOrDefault("Stopped")));
}
