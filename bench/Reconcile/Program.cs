// Holding 10,000 tagged instances to their schedules, beside stopping the same 10,000 by tag, both against the simulated EC2 in this process.
//
//   dotnet run -c Release --project bench/Reconcile

using System.Globalization;
using Stopinator.Bench;

const int Rounds = 9;

(string What, int Stops, int Starts, Func<TaggedFleet, Task> Run)[] works =
[
    ("stop by tag, all running", TaggedFleet.Instances, 0, fleet => fleet.StopByTagAsync()),
    ("reconcile, all to be stopped", TaggedFleet.Instances, 0, fleet => fleet.ReconcileAsync()),
    ("reconcile, half to be stopped, half started", TaggedFleet.Instances / 2, TaggedFleet.Instances / 2, fleet => fleet.ReconcileAsync()),
    ("reconcile, nothing to be done", 0, 0, fleet => fleet.ReconcileAsync()),
];

var runs = works.Select(_ => new List<Measured>()).ToArray();
var calls = new (int Describes, int LeastDescribes, int Power, int LeastPower)[works.Length];
for (var round = -2; round < Rounds; round++)
{
    for (var work = 0; work < works.Length; work++)
    {
        await using var fleet = new TaggedFleet(works[work].Stops, works[work].Starts);
        var measured = await Measured.OfAsync(() => works[work].Run(fleet));
        calls[work] = (fleet.Describes, TaggedFleet.LeastDescribes, fleet.PowerCalls, fleet.LeastPowerCalls);
        if (round >= 0)
        {
            runs[work].Add(measured);
        }
    }
}

Console.WriteLine($"{TaggedFleet.Instances} instances with tags; ratios are to the stop by tag; median of {Rounds} rounds\n");
var table = new Table("", "describes", "least", "power calls", "least", "wall ratio", "CPU ratio", "bytes ratio", "wall an instance", "CPU an instance", "bytes an instance");
for (var work = 0; work < works.Length; work++)
{
    var median = Measured.Median(runs[work]);
    table.Add(
        works[work].What, $"{calls[work].Describes}", $"{calls[work].LeastDescribes}", $"{calls[work].Power}", $"{calls[work].LeastPower}",
        Measured.Ratio(RatioOf(work, run => run.Wall.Ticks)), Measured.Ratio(RatioOf(work, run => run.Cpu.Ticks)), Measured.Ratio(RatioOf(work, run => run.Allocated)),
        Microseconds(median.Wall), Microseconds(median.Cpu), $"{median.Allocated / TaggedFleet.Instances}");
}

table.Print();

var verdicts = new Verdicts();
for (var work = 1; work < works.Length; work++)
{
    verdicts.AtMost(calls[work].Describes, calls[work].LeastDescribes, $"describes of {works[work].What}");
    verdicts.AtMost(calls[work].Power, calls[work].LeastPower, $"power calls of {works[work].What}");
}

verdicts.AtMost(RatioOf(1, run => run.Cpu.Ticks), 1.4, $"CPU of {works[1].What}, of that of a stop by tag");
verdicts.AtMost(RatioOf(1, run => run.Allocated), 1.25, $"bytes allocated of {works[1].What}, of those of a stop by tag");
return verdicts.ExitCode;

double RatioOf(int work, Func<Measured, double> figure) => Measured.Median(runs[work].Zip(runs[0], (run, stop) => figure(run) / figure(stop)));

static string Microseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds / TaggedFleet.Instances:0.0} us");
