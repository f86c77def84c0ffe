using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Ec2;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Diagnostics;

public sealed class TelemetryTests : IDisposable
{
    // What is published is the same for all tests; what this one caused is marked by its flow.
    private static readonly AsyncLocal<TelemetryTests?> Current = new();

    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _measured = new();
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StopinatorDiagnostics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.Start();
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StopinatorDiagnostics.ActivitySourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => (Current.Value == this ? _activities : []).Enqueue(activity),
        };
        ActivitySource.AddActivityListener(_traces);
    }

    [Fact]
    public async Task Run_Calls_AreCountedWithTheirCodeAndTimed()
    {
        await RunAsync();

        Assert.Equal(
            ["operation=describe code=ok", "operation=stop code=RequestLimitExceeded", "operation=stop code=UnsupportedOperation", "operation=stop code=ok"],
            Tags(StopinatorDiagnostics.CallsInstrument));
        Assert.Equal(Tags(StopinatorDiagnostics.CallsInstrument), Tags(StopinatorDiagnostics.CallDurationInstrument));
        Assert.All(Values(StopinatorDiagnostics.CallsInstrument), value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task Run_Outcomes_AreCounted()
    {
        var report = await RunAsync();

        Assert.Equal(report.Instances.Length, Values(StopinatorDiagnostics.InstancesInstrument).Sum());
        Assert.Contains("action=stop outcome=accepted reason=request-accepted", Tags(StopinatorDiagnostics.InstancesInstrument));
        Assert.Equal(
            report.Instances.CountBy(instance => (instance.Outcome, instance.Reason)).Count(),
            Tags(StopinatorDiagnostics.InstancesInstrument).Count);
        Assert.Equal([(report.FinishedAt - report.StartedAt).TotalSeconds], Values(StopinatorDiagnostics.RunDurationInstrument));
        Assert.Equal(["action=stop"], Tags(StopinatorDiagnostics.RunDurationInstrument));
    }

    [Fact]
    public async Task Run_Metrics_CarryFewTagsAndNoInstance()
    {
        await RunAsync();

        var keys = _measured.SelectMany(measured => measured.Tags.Split(' ').Where(tag => tag.Contains('=', StringComparison.Ordinal)).Select(tag => tag.Split('=')[0])).Distinct();
        Assert.Equal(["action", "code", "operation", "outcome", "reason"], keys.Order(StringComparer.Ordinal));
        Assert.All(_measured, measured => Assert.DoesNotContain("i-0", measured.Tags, StringComparison.Ordinal));
        Assert.Equal(4, _measured.Select(measured => measured.Instrument).Distinct().Count());
    }

    [Fact]
    public async Task Run_Calls_AreSpansByTheConventionsForAwsSdks()
    {
        await RunAsync();

        var calls = _activities.Where(activity => activity.Kind == ActivityKind.Client).ToArray();
        Assert.Equal(
            ["EC2.DescribeInstances", "EC2.StopInstances", "EC2.StopInstances", "EC2.StopInstances"],
            calls.Select(call => call.OperationName));
        Assert.Equal([null, "RequestLimitExceeded", "UnsupportedOperation", null], calls.Select(call => call.GetTagItem("error.type")));
        Assert.All(calls, call => Assert.Equal(
            ("aws-api", "EC2", call.OperationName[4..], "us-east-1"),
            (call.GetTagItem("rpc.system"), call.GetTagItem("rpc.service"), call.GetTagItem("rpc.method"), call.GetTagItem("cloud.region"))));
        Assert.Equal(4, calls.Select(call => call.GetTagItem("aws.request_id")).OfType<string>().Distinct(StringComparer.Ordinal).Count());
        Assert.All(calls, call => Assert.StartsWith("stopinator.", call.Parent!.OperationName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Traces_AreOneForThePlanAndOneForTheExecution()
    {
        await RunAsync();

        var runs = _activities.Where(activity => activity.Kind == ActivityKind.Internal).ToArray();
        Assert.Equal(["stopinator.plan", "stopinator.execute"], runs.Select(activity => activity.OperationName));
        Assert.All(runs, activity => Assert.Equal("stop", activity.GetTagItem("stopinator.action")));
        Assert.Equal(5, runs.Last().GetTagItem("stopinator.acting"));
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Error), (runs[0].Status, runs[1].Status));
        Assert.Equal("Some instances did not succeed.", runs[1].StatusDescription);
        Assert.All(
            _activities.SelectMany(activity => activity.TagObjects),
            tag => Assert.DoesNotContain("i-0", $"{tag.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_ForTheRegions_IsTracedUnderItsName()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add());
        var client = Ec2Client.Over(() => lab.Ec2.CreateClient());
        var calls = new Ec2Calls(client, lab.Options, lab.Clock, NullLogger.Instance);
        Current.Value = this;

        await lab.Clock.RunAsync(() => calls.DescribeRegionsAsync(CancellationToken.None));

        Assert.Equal("EC2.DescribeRegions", Assert.Single(_activities).OperationName);
        Assert.Equal(["operation=describe-regions code=ok"], Tags(StopinatorDiagnostics.CallsInstrument));
    }

    [Fact]
    public void Names_OfSourceAndInstruments_AreThoseOfTheConstants()
    {
        var published = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "Stopinator")
                {
                    published.Add($"{instrument.Name} {instrument.Unit}");
                }
            },
        };
        listener.Start();

        Assert.Equal(
            ["stopinator.ec2.call.duration s", "stopinator.ec2.calls {call}", "stopinator.instances {instance}", "stopinator.rate_limit.wait s", "stopinator.run.duration s"],
            published.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
    }

    // Five instances: the first stop is throttled, then one of them is refused, and the rest goes.
    private async Task<PowerReport> RunAsync()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, _ => { }));
        var refused = lab.Ec2.Instances[2].Id;
        lab.Ec2.Faults.On("StopInstances").Nth(1).Throttle();
        lab.Ec2.Faults.On("StopInstances").Nth(2).Fail("UnsupportedOperation", $"The instance '{refused}' cannot be stopped.");
        Current.Value = this;
        return await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));
    }

    private IReadOnlyList<string> Tags(string instrument) =>
        [.. _measured.Where(measured => measured.Instrument == instrument).Select(measured => measured.Tags).Order(StringComparer.Ordinal)];

    private IEnumerable<double> Values(string instrument) =>
        _measured.Where(measured => measured.Instrument == instrument).Select(measured => measured.Value);

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value == this)
        {
            _measured.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        }
    }
}
