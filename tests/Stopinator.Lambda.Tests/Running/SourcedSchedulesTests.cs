using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>Schedules that change without a deployment.</summary>
public sealed class SourcedSchedulesTests
{
    private const string Tick = """{"action":"reconcile"}""";

    private readonly IScheduleSources _sources = Substitute.For<IScheduleSources>();
    private readonly IScheduleCatalogSource _source = Substitute.For<IScheduleCatalogSource>();

    public SourcedSchedulesTests() => _sources.Catalog("ssm:/power/schedules").Returns(_source);

    [Fact]
    public async Task Invoke_ASource_IsAskedAtEachRun()
    {
        await using var lab = FunctionLab.Create(Fleet, _sources, ("STOPINATOR_SCHEDULES", "ssm:/power/schedules"));
        Reads("24x7");
        var before = await lab.InvokeAsync(Tick);
        Reads("off");
        var after = await lab.InvokeAsync(Tick);

        Assert.Equal("reconcile: 1 already ", Summary(before)[..21]);
        Assert.Equal("reconcile: 1 accepted", Summary(after)[..21]);
        Assert.False(after.TryGetProperty("catalogProblems", out _));
    }

    [Fact]
    public async Task Invoke_ACatalogThatIsKept_IsToldInTheAnswerAndTheLog()
    {
        await using var lab = FunctionLab.Create(
            Fleet, _sources, ("STOPINATOR_SCHEDULES", "ssm:/power/schedules"), ("STOPINATOR_LOG_LEVEL", "warning"));
        Reads("24x7", problem: "ssm:/power/schedules cannot be read: it is gone. The schedules of 2026-11-20T19:00Z stay in force.");

        var report = await lab.InvokeAsync(Tick);

        Assert.StartsWith(
            "ssm:/power/schedules",
            Assert.Single(report.GetProperty("catalogProblems").EnumerateArray()).GetString(),
            StringComparison.Ordinal);
        var line = Assert.Single(lab.Lines);
        Assert.Equal("warning", line.GetProperty("level").GetString());
        Assert.Equal(1, line.GetProperty("catalogProblems").GetArrayLength());
    }

    [Fact]
    public async Task Invoke_ASourceThatWasNeverRead_FailsTheRunAndTouchesNothing()
    {
        await using var lab = FunctionLab.Create(Fleet, _sources, ("STOPINATOR_SCHEDULES", "ssm:/power/schedules"));
        _source.GetAsync(Arg.Any<CancellationToken>()).Returns<ScheduleCatalogReading>(
            _ => throw new ScheduleSourceException("gone", "ssm:/power/schedules"));

        await Assert.ThrowsAsync<ScheduleSourceException>(() => lab.InvokeAsync(Tick));

        Assert.Empty(lab.Ec2.Calls);
        Assert.Equal("ScheduleSourceException", Assert.Single(lab.Lines).GetProperty("errorType").GetString());
    }

    [Fact]
    public void Create_ALocationInAProgramWithoutSources_SaysWhatIsMissing()
    {
        var error = Assert.Throws<FunctionSettingsException>(() => FunctionLab.Create(
            ("STOPINATOR_SCHEDULES", "ssm:/power/schedules"), ("STOPINATOR_INSTANCE_SCHEDULER", "s3://bucket/key")));

        Assert.Contains(
            "STOPINATOR_SCHEDULES is 'ssm:/power/schedules', and this program reads no schedules from AWS",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("STOPINATOR_INSTANCE_SCHEDULER is 's3://bucket/key'", error.Message, StringComparison.Ordinal);
        Assert.Contains("schedules: new ScheduleSources()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ALocationThatIsNone_IsListedWithTheOtherProblems()
    {
        _sources.InstanceScheduler("s4:x").Returns<IScheduleCatalogSource>(
            location => throw new ArgumentException("'s4:x' is not a location.", nameof(location)));

        var error = Assert.Throws<FunctionSettingsException>(() => FunctionLab.Create(
            Fleet, _sources, ("STOPINATOR_INSTANCE_SCHEDULER", "s4:x"), ("STOPINATOR_FAIL_ON", "never")));

        Assert.Contains("STOPINATOR_INSTANCE_SCHEDULER: 's4:x' is not a location.", error.Message, StringComparison.Ordinal);
        Assert.Contains("STOPINATOR_FAIL_ON", error.Message, StringComparison.Ordinal);
    }

    private static void Fleet(FleetBuilder fleet) =>
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "office").Running());

    private static string Summary(JsonElement report) => report.GetProperty("summary").GetString()!;

    private void Reads(string schedule, string? problem = null)
    {
        var catalog = ScheduleCatalog.Parse($$"""{ "schedules": { "office": "{{schedule}}" } }""");
        _source.GetAsync(Arg.Any<CancellationToken>()).Returns(new ScheduleCatalogReading(catalog, FunctionLab.Now, problem));
    }
}
