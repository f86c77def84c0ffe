// The simulated EC2 as a process of its own. Its first line is its address. Then it answers each line on standard input with a line of
// JSON: "counters" with what has happened, "reset" after making fleet, buckets and counters as they were at first. It ends with its input.
//
//   dotnet run -c Release --project bench/Endpoint -- --instances 1000 --limit StopInstances=50/5,1000/20 --latency 50-300

using System.CommandLine;
using System.Text.Json;
using Stopinator.Bench;

var instances = new Option<int>("--instances") { Description = "How many instances there are, running.", DefaultValueFactory = _ => 1000 };
var stopped = new Option<int>("--stopped") { Description = "How many of them are stopped at first." };
var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one." };
var latency = new Option<Latency>("--latency") { Description = "How long an answer takes, in milliseconds: <least>-<most>.", CustomParser = Latency.Parse, DefaultValueFactory = _ => new Latency(0, 0) };
var limits = new Option<Limit[]>("--limit")
{
    Description = "The buckets of an action: <action>=<request capacity>/<per second>[,<instance capacity>/<per second>]; may be repeated.",
    CustomParser = Limit.Parse,
};

var command = new RootCommand("Serves a fleet of realistic size for benchmarks.") { instances, stopped, port, latency, limits };
command.SetAction(async (parsed, cancellationToken) =>
{
    await using var fleet = await Fleet.StartAsync(
        parsed.GetValue(instances), parsed.GetValue(stopped), parsed.GetValue(port), parsed.GetValue(latency)!, parsed.GetValue(limits) ?? [], cancellationToken);
    Console.WriteLine(fleet.Address);
    while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
    {
        if (line == "reset")
        {
            fleet.Reset();
        }

        Console.WriteLine(JsonSerializer.Serialize(fleet.Count(), JsonSerializerOptions.Web));
    }
});
return await command.Parse(args).InvokeAsync();
