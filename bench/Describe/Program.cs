// Describing 10,000 instances and deciding on each, against reading the same answers with an XmlReader and nothing else.
//
//   dotnet run -c Release --project bench/Describe

using System.Globalization;
using Amazon.Runtime;
using Stopinator;
using Stopinator.Bench;

const int Instances = 10_000;
const int Rounds = 9;

await using var endpoint = await EndpointProcess.StartAsync("--instances", Instances.ToString(CultureInfo.InvariantCulture), "--stopped", "5000");
var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("any", "key"), Guards = { MaxInstances = Instances } };
(options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", endpoint.Address);
using var power = new InstancePowerService(options);
using var reading = new ReaderAlone(endpoint.Address);
var request = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

List<Measured> plans = [], reads = [];
for (var round = -2; round < Rounds; round++)
{
    PowerPlan? planned = null;
    var plan = await Measured.OfAsync(async () => planned = await power.PlanAsync(request));
    if (planned!.ActingCount != Instances / 2)
    {
        throw new InvalidOperationException($"{planned.ActingCount} instances were to be stopped, not half of them.");
    }

    var read = await Measured.OfAsync(reading.ReadAllAsync);
    if (round >= 0)
    {
        plans.Add(plan);
        reads.Add(read);
    }
}

var (ours, theirs) = (Measured.Median(plans), Measured.Median(reads));
var ratio = Measured.Median(plans.Zip(reads, (plan, read) => plan.Cpu / read.Cpu));
Console.WriteLine($"{Instances} instances, {reading.Bytes / Instances} bytes of XML each; median of {Rounds} rounds\n");
var table = new Table("", "CPU", "wall", "CPU ratio", "bytes allocated an instance");
table.Add("async XmlReader alone", Measured.Milliseconds(theirs.Cpu), Measured.Milliseconds(theirs.Wall), "1.00", $"{theirs.Allocated / Instances}");
table.Add("describe and decide", Measured.Milliseconds(ours.Cpu), Measured.Milliseconds(ours.Wall), Measured.Ratio(ratio), $"{ours.Allocated / Instances}");
table.Print();

var verdicts = new Verdicts();
verdicts.AtMost(ratio, 1.4, "CPU of describe and decide, of that of an async XmlReader alone, 10,000 instances");
verdicts.AtMost(ours.Allocated / (double)Instances, 2048, "bytes allocated an instance in describe and decide");
return verdicts.ExitCode;
