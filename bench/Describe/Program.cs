// Plans a stop of 10,000 instances by tag, beside the paginator of the AWS SDK that describes the same instances and counts their states.
//
//   dotnet run -c Release --project bench/Describe

using System.Globalization;
using Amazon.EC2;
using Amazon.Runtime;
using Stopinator;
using Stopinator.Bench;

const int Instances = 10_000;
const int Rounds = 9;
const string Base = "the SDK's paginator alone";
const string Own = "describe and decide, own client";
const string HandedOver = "describe and decide, client handed over";

await using var endpoint = await EndpointProcess.StartAsync("--instances", Instances.ToString(CultureInfo.InvariantCulture), "--stopped", "5000");
var keys = new BasicAWSCredentials("any", "key");
using var client = new AmazonEC2Client(keys, new AmazonEC2Config
{
    ServiceURL = endpoint.Address.AbsoluteUri,
    AuthenticationRegion = "us-east-1",
    MaxErrorRetry = 0,
    MaxStaleConnectionRetries = 0,
});
var ofOwn = new StopinatorOptions { Credentials = keys, Guards = { MaxInstances = Instances } };
(ofOwn.Ec2.Region, ofOwn.Ec2.EndpointUrl) = ("us-east-1", endpoint.Address);
using var own = new InstancePowerService(ofOwn);
using var handedOver = new InstancePowerService(client, new StopinatorOptions { Guards = { MaxInstances = Instances } });
var paginator = new Paginator(client);

(string Name, Func<Task<int>> CountRunning)[] works =
[
    (Base, async () =>
    {
        await paginator.DescribeAllAsync();
        return paginator.CountOf("running");
    }),
    (Own, async () => await PlanAsync(own)),
    (HandedOver, async () => await PlanAsync(handedOver)),
];
var turns = new PairedRuns();
for (var round = -2; round < Rounds; round++)
{
    foreach (var (name, countRunning) in works)
    {
        var running = 0;
        var measured = await Measured.OfAsync(async () => running = await countRunning());
        if (running != Instances / 2)
        {
            throw new InvalidOperationException($"{name} found {running} running instances, not {Instances / 2}.");
        }

        if (round >= 0)
        {
            turns.Add(name, measured);
        }
    }
}

Console.WriteLine($"{Instances} instances; median of {Rounds} rounds\n");
var table = new Table("", "CPU", "wall", "CPU ratio", "bytes allocated an instance");
foreach (var (name, _) in works)
{
    var median = turns.MedianOf(name);
    table.Add(
        name, Measured.Milliseconds(median.Cpu), Measured.Milliseconds(median.Wall), Measured.Ratio(CpuRatio(name)), $"{median.Allocated / Instances}");
}

table.Print();

var verdicts = new Verdicts();
verdicts.AtMost(CpuRatio(Own), 0.65, $"CPU of {Own}, of {Base}, 10,000 instances");
verdicts.AtMost(CpuRatio(HandedOver), 1.15, $"CPU of {HandedOver}, of {Base}, 10,000 instances");
return verdicts.ExitCode;

double CpuRatio(string name) => turns.CpuRatio(name, Base)!.Value;

static async Task<int> PlanAsync(InstancePowerService power) => (await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")))).ActingCount;
