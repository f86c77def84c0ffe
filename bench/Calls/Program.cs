// How many calls it takes to select a fleet by tag and stop it, when EC2 names ten instances that it does not stop.
//
//   dotnet run -c Release --project bench/Calls

using Stopinator;
using Stopinator.Bench;
using Stopinator.Tests.Support;

var table = new Table("instances", "calls", "error answers", "least", "stopped", "failed");
var verdicts = new List<Action<Verdicts>>();
foreach (var instances in new[] { 1000, 5000 })
{
    var (report, calls, errors) = await TenBadOnes.StopAsync(instances);
    var least = TenBadOnes.LeastCalls(instances, errors);
    table.Add($"{instances}", $"{calls}", $"{errors}", $"{least}", $"{report.Count(Outcome.Accepted)}", $"{report.Count(Outcome.Failed)}");
    verdicts.Add(all => all.AtMost(calls, least, $"calls to select and stop {instances} instances, ten of them bad"));
}

table.Print();
var judge = new Verdicts();
verdicts.ForEach(say => say(judge));
return judge.ExitCode;
