// How long a function takes from the start of its process to its first answer, beside others that do less or the same.
//
//   dotnet run -c Release --project bench/ColdStart
//   dotnet run -c Release --project bench/ColdStart -- --rounds 3

using System.Globalization;
using Stopinator.Bench;

const string Python = "Python with boto3";

var rounds = args is ["--rounds", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 11;
Form[] forms =
[
    new("managed", "managed", OfPython: 0.65, OfBare: 1.1, ZipMegabytes: 8),
    new("single", "custom", OfPython: 0.50, OfBare: 1.2, ZipMegabytes: 19),
    new("aot", "AOT", OfPython: 0.14, OfBare: 1.2, ZipMegabytes: 8),
];
var peers = new List<Peer>();
var zips = new Dictionary<Form, double>();
foreach (var form in forms)
{
    var function = await Published.CreateAsync("peers/Function", form.Id);
    zips.Add(form, Zip.MegabytesOf(function.Folder));
    peers.Add(new(form.Library, function.Command));
    peers.Add(new(form.Bare, (await Published.CreateAsync("peers/BareClient", form.Id)).Command));
    peers.Add(new(form.Empty, (await Published.CreateAsync("peers/EmptyLoop", form.Id)).Command, Stops: false));
}

if (Peers.AreThere())
{
    peers.Add(new(Python, [Peers.Python, Peers.Script("Python/handler.py")]));
}

// In turns, so that what else the machine does meets all of them.
var turns = new PairedRuns();
for (var round = -1; round < rounds; round++)
{
    foreach (var peer in peers)
    {
        var measured = await ColdRun.MeasureAsync(peer);
        if (round >= 0)
        {
            turns.Add(peer.Name, measured);
        }
    }
}

var table = new Table($"process start to first answer, median of {rounds}", "time", "CPU", "of Python", "of bare", "CPU, of bare");
foreach (var form in forms)
{
    foreach (var name in new[] { form.Library, form.Bare, form.Empty })
    {
        Add(name, form.Bare);
    }
}

if (turns.Has(Python))
{
    Add(Python, forms[0].Bare);
}

table.Print();

var verdicts = new Verdicts();
foreach (var form in forms)
{
    if (turns.WallRatio(form.Library, Python) is { } ofPython)
    {
        verdicts.AtMost(ofPython, form.OfPython, $"function, {form.Name}, process start to first answer, of {Python}");
    }

    verdicts.AtMost(turns.WallRatio(form.Library, form.Bare)!.Value, form.OfBare, $"function, {form.Name}, process start to first answer, of a bare AmazonEC2Client function");
    verdicts.AtMost(zips[form], form.ZipMegabytes, $"MB of the zip of a generated function, {form.Name}");
}

return verdicts.ExitCode;

void Add(string name, string bare)
{
    var median = turns.MedianOf(name);
    table.Add(
        name, Measured.Milliseconds(median.Wall), Measured.Milliseconds(median.Cpu),
        Text(turns.WallRatio(name, Python)), Text(turns.WallRatio(name, bare)), Text(turns.CpuRatio(name, bare)));
}

static string Text(double? ratio) => ratio is { } value ? Measured.Ratio(value) : "-";
