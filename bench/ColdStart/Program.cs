// How long a function takes from the start of its process to its first answer, beside others that do less or the same.
//
//   dotnet run --project bench/ColdStart -c Release            # publishes the peers and measures
//   dotnet run --project bench/ColdStart -c Release -- --runs 3
using System.Diagnostics;
using ColdStart;
using Stopinator.Tests.Shared;

var runs = args.SkipWhile(argument => argument != "--runs").Skip(1).Select(int.Parse).FirstOrDefault(11);

List<Peer> peers =
[
    new("empty loop, managed", Publisher.Managed("EmptyLoop"), Stops: false),
    new("bare signed calls, managed", Publisher.Managed("SignedCalls")),
    new("Stopinator, managed", Publisher.Managed("Function")),
    new("empty loop, custom", Publisher.Custom("EmptyLoop"), Stops: false),
    new("bare signed calls, custom", Publisher.Custom("SignedCalls")),
    new("Stopinator, custom", Publisher.Custom("Function")),
];
if (HasPython())
{
    peers.Add(new Peer("Python with boto3", ["python3", Path.Combine(Repository.Root, "bench/peers/Python/handler.py")]));
}
else
{
    Console.WriteLine("python3 with boto3 is not there; its line is left out.");
}

// In turns, so that what else the machine does meets all of them.
var measured = peers.ToDictionary(peer => peer, _ => new List<ColdRun>());
for (var run = -1; run < runs; run++)
{
    foreach (var peer in peers)
    {
        var result = await ColdRun.MeasureAsync(peer);
        if (run >= 0)
        {
            measured[peer].Add(result);
        }
    }
}

return Table.Write(measured);

static bool HasPython()
{
    try
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import boto3"]) { UseShellExecute = false, RedirectStandardError = true })!;
        python.WaitForExit();
        return python.ExitCode == 0;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return false;
    }
}
