// How close large runs come to what EC2's token buckets allow, in simulated time with 50 to 300 ms a call.
//
//   dotnet run -c Release --project bench/RateLimits

using System.Globalization;
using Stopinator;
using Stopinator.Bench;
using Stopinator.Testing;
using Stopinator.Tests.Support;

(string What, Action<RateLimits> Limit, int Clients, double BoundScale, double Reach, double? MaxThrottled)[] races =
[
    ("full buckets, failed calls charged", limits => limits.UseEc2Defaults().ChargeFailedCalls = true, 1, 1, 1.05, 0.01),
    ("full buckets, failed calls free", limits => limits.UseEc2Defaults().ChargeFailedCalls = false, 1, 1, 1.05, 0.01),
    ("buckets are half of what is assumed", limits => limits.UseEc2Defaults(0.5), 1, 0.5, 1.15, null),
    ("buckets are twice what is assumed", limits => limits.UseEc2Defaults(2), 1, 1, 1.15, null),
    ("two processes at once", limits => limits.UseEc2Defaults(), 2, 1, 1.25, null),
    ("another client takes half", limits => limits.UseEc2Defaults().On("*").OthersTake(0.5), 1, 0.5, 1.15, null),
];
(PowerAction Action, int Count)[] works = [(PowerAction.Stop, 10_000), (PowerAction.Start, 5_000)];

var table = new Table("", "bound", "taken", "ratio", "calls", "throttled", "not done");
var verdicts = new List<Action<Verdicts>>();
foreach (var (what, limit, clients, scale, reach, maxThrottled) in races)
{
    foreach (var (action, count) in works)
    {
        await using var race = new RateLimitRace(action, count, limit, clients);
        await race.RunAsync();

        var name = string.Create(CultureInfo.InvariantCulture, $"{(action == PowerAction.Stop ? "stop" : "start")} {clients * count:N0}, {what}");
        var ratio = race.Elapsed / race.Bound(scale);
        table.Add(
            name, Measured.Seconds(race.Bound(scale)), Measured.Seconds(race.Elapsed), ratio.ToString("0.000", CultureInfo.InvariantCulture),
            $"{race.Calls}", $"{race.Throttles}", $"{race.NotDone}");
        verdicts.Add(all => all.AtMost(ratio, reach, $"time of {name}, of the buckets' bound"));
        verdicts.Add(all => all.AtMost(race.NotDone, 0, $"instances not done of {name}"));
        if (maxThrottled is { } share)
        {
            verdicts.Add(all => all.AtMost(race.Throttles / (double)race.Calls, share, $"throttled share of calls of {name}"));
        }
    }
}

table.Print();
var judge = new Verdicts();
verdicts.ForEach(say => say(judge));
return judge.ExitCode;
