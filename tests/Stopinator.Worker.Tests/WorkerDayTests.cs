using System.Diagnostics;
using System.Text.RegularExpressions;
using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Worker.Tests.Support;

namespace Stopinator.Worker.Tests;

/// <summary>A day of the worker, as a user, EC2 and a collector of telemetry see it.</summary>
public sealed partial class WorkerDayTests
{
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";

    [Fact]
    public async Task Run_ADay_HoldsTheFleetToItsSchedules()
    {
        await using var lab = WorkerLab.Create(fleet =>
        {
            fleet.Add(4, instance => Scheduled(instance, OfficeHours).Stopped());
            fleet.Add(instance => Scheduled(instance, "off").Running());
            fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").Running());
        });
        lab.Ec2.Faults.On("StopInstances").Nth(1).Throttle();
        SimulatedState[] atNoon = [];

        await lab.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(12), lab.Clock);
            atNoon = [.. lab.Ec2.Instances.Select(instance => instance.State)];
            await Task.Delay(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1), lab.Clock);
        });

        var (running, stopped) = (SimulatedState.Running, SimulatedState.Stopped);
        Assert.Equal([running, running, running, running, stopped, running], atNoon);
        Assert.Equal([stopped, stopped, stopped, stopped, stopped, running], lab.Ec2.Instances.Select(instance => instance.State));
        Assert.Equal([1, 1, 1, 1, 0, 0], lab.Ec2.Instances.Select(instance => instance.Starts));
        Assert.Equal([1, 1, 1, 1, 1, 0], lab.Ec2.Instances.Select(instance => instance.Stops));
        Assert.Equal([WorkerLab.Start.AddHours(6)], lab.Ec2.Calls.Where(call => call.Action == "StartInstances").Select(call => call.ReceivedAt));
        Assert.Equal(WorkerLab.Start.AddHours(19), lab.Ec2.Calls.Last(call => call.Action == "StopInstances").ReceivedAt);
        Assert.Equal(24 * 12, lab.Log.Count(line => line.StartsWith("Information: Planned to reconcile", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_ADayWithACollector_ExportsTheDocumentedSpansAndMetrics()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var lab = WorkerLab.Create(
            fleet => fleet.Add(6, instance => Scheduled(instance, OfficeHours).Stopped()),
            settings:
            [
                "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint,
                // So small that calls have to wait for EC2's rate limit, which is a metric, too.
                "--Stopinator:Execution:MaxBatchSize", "2", "--Stopinator:RateLimits:Stop:RequestCapacity", "1", "--Stopinator:RateLimits:Stop:RequestRefill", "1",
            ]);

        // What is traced is traced for all tests of this process; the spans of this one are below its own.
        using var test = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await lab.RunAsync(() => Task.Delay(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1), lab.Clock));
        await lab.App.DisposeAsync();

        var documentation = Repository.Read("docs/configuration.md") + Repository.Read("docs/hosting.md");
        var documented = Spans().Matches(documentation).SelectMany(row => row.Groups["name"].Captures).Select(name => name.Value).Where(name => name.StartsWith("stopinator.", StringComparison.Ordinal));
        var calls = lab.Ec2.Calls.Select(call => $"EC2.{call.Action}").ToArray();
        var metrics = Metrics().Matches(documentation).Select(row => row.Groups["name"].Value);
        Assert.Equal(
            calls.Distinct().Concat(documented).Order(StringComparer.Ordinal),
            receiver.Spans.Select(span => span.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(metrics.Order(StringComparer.Ordinal), receiver.MetricNames);
        Assert.Equal(["stopinator-worker"], receiver.ServiceNames);

        // Every tick is a span of the worker, in it are the library's two, and in those are the calls.
        var mine = receiver.Spans.Where(span => span.TraceId == test.TraceId.ToHexString()).ToLookup(span => span.ParentId);
        Assert.Equal(24 * 12, mine[test.SpanId.ToHexString()].Count());
        Assert.All(mine[test.SpanId.ToHexString()], tick => Assert.Equal(["stopinator.plan", "stopinator.execute"], mine[tick.Id].Select(span => span.Name)));
        Assert.Equal(
            calls.Order(StringComparer.Ordinal),
            mine[test.SpanId.ToHexString()].SelectMany(tick => mine[tick.Id]).SelectMany(run => mine[run.Id]).Select(span => span.Name).Order(StringComparer.Ordinal));
    }

    private static InstanceBuilder Scheduled(InstanceBuilder instance, string schedule) => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", schedule);

    [GeneratedRegex(@"^\| `Stopinator(\.Hosting)?` \| activity source: (`(?<name>[A-Za-z.*]+)`(, )?)+ \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Spans();

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9._]+)` \| (counter|histogram|gauge)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Metrics();
}
