// The start of the command line tool, by the time of its --version.
//
//   dotnet run -c Release --project bench/Tool
//   dotnet run -c Release --project bench/Tool -- --rounds 5

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Stopinator.Bench;

const string Native = "stopinator, Native AOT";
const string Bare = "bare program on the same libraries, Native AOT";
const string Managed = "stopinator, as the .NET tool runs it";
const string Aws = "aws";

var rounds = args is ["--rounds", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 21;
var tool = Path.Combine(Layout.Root, "src", "Stopinator.Tool");
var commands = new Dictionary<string, string[]>(StringComparer.Ordinal)
{
    [Native] = [Path.Combine(await PublishAsync("aot", "--use-current-runtime", "-p:PublishAot=true"), "Stopinator.Tool")],
    [Bare] = (await Published.CreateAsync("Programs/BareTool", "aot")).Command,
    [Managed] = [Layout.Dotnet, Path.Combine(await PublishAsync("managed"), "Stopinator.Tool.dll")],
};
if (AwsIsThere())
{
    commands.Add(Aws, [Aws]);
}

// Nothing is called; no program gets as far as its client.
var nowhere = new Uri("http://127.0.0.1:9");
var turns = new PairedRuns();
for (var round = -1; round < rounds; round++)
{
    foreach (var (name, command) in commands)
    {
        var (measured, _) = await ChildRun.RunAsync(nowhere, [.. command, "--version"]);
        if (round >= 0)
        {
            turns.Add(name, measured);
        }
    }
}

var table = new Table($"--version, median of {rounds}", "wall", "CPU", "wall, of bare", "wall, of aws");
foreach (var name in commands.Keys)
{
    var median = turns.MedianOf(name);
    table.Add(name, Measured.Milliseconds(median.Wall), Measured.Milliseconds(median.Cpu), Text(turns.WallRatio(name, Bare)), Text(turns.WallRatio(name, Aws)));
}

table.Print();

var verdicts = new Verdicts();
verdicts.AtMost(turns.WallRatio(Native, Bare)!.Value, 1.2, "time of stopinator --version, Native AOT, of a bare program on the same libraries");
if (turns.WallRatio(Managed, Aws) is { } ofAws)
{
    verdicts.AtMost(ofAws, 0.35, "time of stopinator --version, as the .NET tool runs it, of aws --version");
}

return verdicts.ExitCode;

static string Text(double? ratio) => ratio is { } value ? Measured.Ratio(value) : "-";

async Task<string> PublishAsync(string form, params string[] more)
{
    // Folders of its own, so that no form is built over another.
    var artifacts = Path.Combine(Layout.Root, "artifacts", "bench", "Tool", form);
    var folder = Path.Combine(artifacts, "published");
    using var publish = Process.Start(new ProcessStartInfo(
        Layout.Dotnet,
        [
            "publish", tool, "--configuration", "Release", "--output", folder, $"-p:ArtifactsPath={artifacts}", "-p:RunAnalyzers=false",
            "--verbosity", "quiet", "--nologo", .. more,
        ])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;
    var output = await publish.StandardOutput.ReadToEndAsync();
    await publish.WaitForExitAsync();
    return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"{tool} cannot be published as {form}: {output}");
}

static bool AwsIsThere()
{
    try
    {
        using var process = Process.Start(new ProcessStartInfo(Aws, ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
    catch (Win32Exception)
    {
        Console.WriteLine("skipped: there is no aws to compare the tool with (pip install awscli).\n");
        return false;
    }
}
