using System.Diagnostics;
using System.Text.Json.Nodes;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Worker.Tests.Support;

namespace Stopinator.Worker.Tests;

/// <summary>The worker is stopped while it works.</summary>
public sealed class WorkerStopTests
{
    private static readonly string[] SmallBatches = ["--Stopinator:Execution:MaxBatchSize", "10"];

    [Fact]
    public async Task Stop_InTheMiddleOfABatch_TellsWhatIsLeftAndTheNextOneDoesIt()
    {
        await using var lab = WorkerLab.Create(Fleet, latency: TimeSpan.FromSeconds(1), SmallBatches);
        var ids = lab.Ec2.Instances.Select(instance => instance.Id).ToArray();

        // A second to describe, one for each of three batches: the second is on its way.
        await lab.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(2.5), lab.Clock));

        Assert.Equal(WorkerLab.Start.AddSeconds(2.5), lab.Clock.GetUtcNow());
        var line = Assert.Single(lab.Log, line => line.StartsWith("Warning: Asked to stop", StringComparison.Ordinal));
        Assert.StartsWith(
            "Warning: Asked to stop in the middle of the tick 2026-11-20T00:00:00Z. Done: reconcile: 10 accepted, 10 unknown, 10 not attempted (of 30 instances, 2 calls). Ended early: The run was cancelled. Left for the next run: ",
            line,
            StringComparison.Ordinal);
        Assert.All(ids[..10], id => Assert.DoesNotContain(id, line, StringComparison.Ordinal));
        Assert.All(ids[10..], id => Assert.Contains(id, line, StringComparison.Ordinal));

        await lab.ReplaceAsync(SmallBatches);
        await lab.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), lab.Clock));

        Assert.All(lab.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    [Fact]
    public async Task Stop_BetweenTwoRuns_LeavesNothing()
    {
        await using var lab = WorkerLab.Create(Fleet);

        await lab.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(12), lab.Clock));

        Assert.Equal(3, lab.Log.Count(line => line.StartsWith("Information: Planned", StringComparison.Ordinal)));
        Assert.DoesNotContain(lab.Log, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    // Region and endpoint stand in the section AWS of the settings, or in the variables of every AWS client.
    [Theory]
    [InlineData("section")]
    [InlineData("variables")]
    public async Task Terminate_TheProcessInTheMiddleOfABatch_EndsInTimeAndTellsWhatIsLeft(string where)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(Fleet);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ec2.Faults.On("StopInstances").Nth(2).Do(second.SetResult).Delay(TimeSpan.FromHours(1));
        var region = where == "section"
            ? new Dictionary<string, string> { ["AWS__Region"] = "us-east-1", ["AWS__ServiceURL"] = ec2.Endpoint.ToString() }
            : new Dictionary<string, string> { ["AWS_REGION"] = "us-east-1", ["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.ToString() };
        using var process = Start(region, receiver);
        var output = process.StandardOutput.ReadToEndAsync();
        await second.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await Command.RunAsync("kill", "/", new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! }, "-TERM", $"{process.Id}");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, process.ExitCode);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        var left = Assert.Single(lines, line => (string?)line["Category"] == "Stopinator.Hosting.Work.ScheduledPowerWorker" && (string?)line["LogLevel"] == "Warning");
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)line["Timestamp"]));
        Assert.Contains("Done: reconcile: 10 accepted, 10 unknown, 10 not attempted", (string?)left["Message"], StringComparison.Ordinal);
        Assert.Equal(
            ["EC2.DescribeInstances", "EC2.StopInstances", "EC2.StopInstances", "stopinator.execute", "stopinator.plan", "stopinator.tick"],
            receiver.Spans.Select(span => span.Name).Order(StringComparer.Ordinal));
    }

    private static void Fleet(FleetBuilder fleet) =>
        fleet.Add(30, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running());

    private static Process Start(Dictionary<string, string> region, OtlpReceiver receiver)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerSample.Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var environment = new Dictionary<string, string>(region)
        {
            ["AWS_ACCESS_KEY_ID"] = "any",
            ["AWS_SECRET_ACCESS_KEY"] = "key",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint,
            ["Stopinator__Execution__MaxBatchSize"] = "10",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
