// Whole processes, cold: select and stop 1,000 instances by tag on a local endpoint.
//
//   dotnet run -c Release --project bench/Process

using Stopinator.Bench;

const int Rounds = 11;

// The names of the programs, in the order of the table.
const string Boto3 = "boto3, batches of 50";
const string Library = "Stopinator, dotnet x.dll";
const string LibrarySingle = "Stopinator, one trimmed file";
const string Bare = "bare program, dotnet x.dll";
const string BareSingle = "bare program, one trimmed file";

var commands = new Dictionary<string, string[]>(StringComparer.Ordinal)
{
    [Library] = [Layout.Dotnet, await Publish.ToAsync("StopByTag", "dotnet") + ".dll"],
    [Bare] = [Layout.Dotnet, await Publish.ToAsync("BareStopByTag", "dotnet") + ".dll"],
    [LibrarySingle] = [await Publish.ToAsync("StopByTag", "single")],
    [BareSingle] = [await Publish.ToAsync("BareStopByTag", "single")],
};
if (Peers.AreThere())
{
    commands.Add(Boto3, ["python3", Peers.Script("stop_by_tag.py")]);
}

await using var endpoint = await EndpointProcess.StartAsync("--instances", "1000");
var runs = commands.Keys.ToDictionary(name => name, _ => new List<Measured>(), StringComparer.Ordinal);
for (var round = -1; round < Rounds; round++)
{
    foreach (var (name, command) in commands)
    {
        await endpoint.ResetAsync();
        var (measured, _) = await ChildRun.RunAsync(endpoint.Address, command);
        if ((await endpoint.CountAsync()).States.GetValueOrDefault("Stopped") != 1000)
        {
            throw new InvalidOperationException($"{name} has not stopped all of them.");
        }

        if (round >= 0)
        {
            runs[name].Add(measured);
        }
    }
}

var medians = runs.ToDictionary(run => run.Key, run => Measured.Median(run.Value), StringComparer.Ordinal);
var table = new Table($"select and stop 1,000, median of {Rounds}", "wall", "CPU", "wall, of boto3", "CPU, of boto3", "wall, of bare", "CPU, of bare");
foreach (var (name, median) in medians)
{
    var bare = name is LibrarySingle or BareSingle ? BareSingle : Bare;
    table.Add(
        name, Measured.Milliseconds(median.Wall), Measured.Milliseconds(median.Cpu),
        Ratio(name, Boto3, run => run.Wall), Ratio(name, Boto3, run => run.Cpu), Ratio(name, bare, run => run.Wall), Ratio(name, bare, run => run.Cpu));
}

table.Print();

var verdicts = new Verdicts();
if (medians.TryGetValue(Boto3, out var boto3))
{
    verdicts.AtMost(medians[Library].Wall / boto3.Wall, 0.30, "whole process, dotnet x.dll, of boto3");
    verdicts.AtMost(medians[LibrarySingle].Wall / boto3.Wall, 0.22, "whole process, one trimmed file, of boto3");
}

verdicts.AtMost(medians[Library].Wall / medians[Bare].Wall, 1.3, "whole process, dotnet x.dll, of a bare program");
verdicts.AtMost(medians[LibrarySingle].Wall / medians[BareSingle].Wall, 1.3, "whole process, one trimmed file, of a bare program");
return verdicts.ExitCode;

string Ratio(string name, string peer, Func<Measured, TimeSpan> figure) =>
    medians.TryGetValue(peer, out var of) ? Measured.Ratio(figure(medians[name]) / figure(of)) : "-";
