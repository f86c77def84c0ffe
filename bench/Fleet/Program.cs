// Fleets of 10,000 and 100,000 instances described, and half of each stopped, with the rate limits lifted; the endpoint is a process of
// its own, and so is each client, for the sake of its memory.
//
//   dotnet run -c Release --project bench/Fleet

using System.Globalization;
using System.Text.Json;
using Stopinator.Bench;

if (args is ["--client", var address, var count])
{
    var run = await FleetRun.MeasureAsync(new Uri(address), int.Parse(count, CultureInfo.InvariantCulture), async () =>
    {
        Console.WriteLine();
        await Console.In.ReadLineAsync();
    });
    Console.WriteLine(JsonSerializer.Serialize(run));
    return 0;
}

var (small, large) = (await ClientProcess.MeasureAsync(10_000), await ClientProcess.MeasureAsync(100_000));
var table = new Table("described, half of them stopped", "time", "CPU", "time of 10,000", "CPU of 10,000", "peak memory");
foreach (var run in new[] { small, large })
{
    var per = run.Instances / 10_000.0;
    table.Add(
        run.Instances.ToString("N0", CultureInfo.InvariantCulture),
        Measured.Seconds(run.Time), Measured.Seconds(run.Cpu), Measured.Seconds(run.Time / per), Measured.Seconds(run.Cpu / per),
        string.Create(CultureInfo.InvariantCulture, $"{run.PeakMegabytes:0} MB"));
}

table.Print();

var verdicts = new Verdicts();
verdicts.AtMost(large.Time / small.Time / 10, 1.1, "time an instance, 100,000 of 10,000");
verdicts.AtMost(large.Cpu / small.Cpu / 10, 1.1, "CPU time an instance, 100,000 of 10,000");
verdicts.AtMost(large.PeakMegabytes, 160, "MB of memory at the peak, 100,000 described, those already there omitted");
return verdicts.ExitCode;
