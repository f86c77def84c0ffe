// Whole processes, cold: select and stop 1,000 instances by tag on a local endpoint.
//
//   dotnet run -c Release --project bench/Process
//   dotnet run -c Release --project bench/Process -- --rounds 3

using System.Globalization;
using Stopinator.Bench;

const string Boto3 = "boto3, batches of 50";

var rounds = args is ["--rounds", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 11;
Form[] forms =
[
    new("managed", "managed (dotnet x.dll)", OfBare: 0.85, OfBoto3: 0.50),
    new("single", "one trimmed file", OfBare: null, OfBoto3: 0.35),
    new("aot", "Native AOT", OfBare: 0.85, OfBoto3: 0.15),
];
var commands = new Dictionary<string, string[]>(StringComparer.Ordinal);
foreach (var form in forms)
{
    commands.Add(form.Library, (await Published.CreateAsync("Programs/StopByTag", form.Id)).Command);
    commands.Add(form.Bare, (await Published.CreateAsync("Programs/BareStopByTag", form.Id)).Command);
}

if (Peers.AreThere())
{
    commands.Add(Boto3, [Peers.Python, Peers.Script("stop_by_tag.py")]);
}

await using var endpoint = await EndpointProcess.StartAsync("--instances", "1000");
var turns = new PairedRuns();
for (var round = -1; round < rounds; round++)
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
            turns.Add(name, measured);
        }
    }
}

var table = new Table($"select and stop 1,000, median of {rounds}", "wall", "CPU", "wall, of boto3", "CPU, of boto3", "wall, of bare", "CPU, of bare");
foreach (var form in forms)
{
    Add(form.Library, form.Bare);
    Add(form.Bare, form.Bare);
}

if (turns.Has(Boto3))
{
    Add(Boto3, forms[0].Bare);
}

table.Print();

var verdicts = new Verdicts();
foreach (var form in forms)
{
    if (form.OfBare is { } bound)
    {
        verdicts.AtMost(turns.CpuRatio(form.Library, form.Bare)!.Value, bound, $"CPU of the whole process, {form.Name}, of a program on a bare AmazonEC2Client");
    }

    if (turns.CpuRatio(form.Library, Boto3) is { } ofBoto3)
    {
        verdicts.AtMost(ofBoto3, form.OfBoto3, $"CPU of the whole process, {form.Name}, of boto3");
    }
}

return verdicts.ExitCode;

void Add(string name, string bare)
{
    var median = turns.MedianOf(name);
    table.Add(
        name, Measured.Milliseconds(median.Wall), Measured.Milliseconds(median.Cpu),
        Text(turns.WallRatio(name, Boto3)), Text(turns.CpuRatio(name, Boto3)),
        Text(turns.WallRatio(name, bare)), Text(turns.CpuRatio(name, bare)));
}

static string Text(double? ratio) => ratio is { } value ? Measured.Ratio(value) : "-";
