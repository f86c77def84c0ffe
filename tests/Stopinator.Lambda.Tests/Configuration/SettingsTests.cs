using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Tests.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public void Read_ScopeAlone_TakesTheDefaults()
    {
        var settings = Read(("STOPINATOR_SCOPE", "tag:Env=dev"));

        Assert.Equal("tag:Env=dev", settings.Selector.ToString());
        Assert.Equal((null, false, TimeSpan.FromHours(1), FailOn.Any, 1000, 204800, true), (settings.Action, settings.DryRun, settings.MaxEventAge, settings.FailOn, settings.MaxInstances, settings.MaxReportBytes, settings.Metrics));
    }

    [Fact]
    public void Read_EveryVariable_IsTaken()
    {
        var settings = Read(
            ("STOPINATOR_SCOPE", "tag:Env=dev"), ("STOPINATOR_SELECTOR", "tag:Role=web"), ("STOPINATOR_ACTION", "start"), ("STOPINATOR_DRY_RUN", "true"),
            ("STOPINATOR_MAX_EVENT_AGE", "2h"), ("STOPINATOR_FAIL_ON", "all"), ("STOPINATOR_MAX_INSTANCES", "5"), ("STOPINATOR_MAX_PERCENT", "12.5"),
            ("STOPINATOR_STOPPED_WITHIN", "72:00:00"), ("STOPINATOR_STOP_MODE", "hibernate"), ("STOPINATOR_HIBERNATION_FALLBACK", "stop-normally"),
            ("STOPINATOR_VERIFY", "false"), ("STOPINATOR_WAIT_FOR_TRANSITION", "true"), ("STOPINATOR_ALLOW", "spot"),
            ("STOPINATOR_EVENT_ALLOW", "force,stopped-within,auto-scaling-group"), ("STOPINATOR_PROTECTION_TAG", "keep"), ("STOPINATOR_TIMEOUT", "5m"),
            ("STOPINATOR_MAX_REPORT_BYTES", "100000"), ("STOPINATOR_METRICS", "false"), ("STOPINATOR_LOG_LEVEL", "debug"));

        Assert.Equal("tag:Env=dev and tag:Role=web", settings.Selector.ToString());
        Assert.Equal(
            (PowerAction.Start, true, TimeSpan.FromHours(2), FailOn.All),
            (settings.Action, settings.DryRun, settings.MaxEventAge, settings.FailOn));
        Assert.Equal((5, 12.5, TimeSpan.FromDays(3)), (settings.MaxInstances, settings.MaxPercent, settings.StoppedWithin));
        Assert.Equal(
            (StopMode.Hibernate, HibernationFallback.StopNormally, PowerAwait.Nothing, true),
            (settings.StopMode, settings.HibernationFallback, settings.Await, settings.WaitForTransition));
        Assert.Equal([ReasonCode.Spot], settings.Allow);
        Assert.Equal(["force", "stopped-within", "auto-scaling-group"], settings.EventAllow);
        Assert.Equal(
            ("keep", TimeSpan.FromMinutes(5), 100_000, false, FunctionLogLevel.Debug),
            (settings.ProtectionTag, settings.Timeout, settings.MaxReportBytes, settings.Metrics, settings.LogLevel));
    }

    [Fact]
    public void Read_ManyProblems_NamesThemAllAtOnce()
    {
        var exception = Assert.Throws<FunctionSettingsException>(() => Read(
            ("STOPINATOR_SELECTOR", "tag:Env"), ("STOPINATOR_ACTION", "terminate"), ("STOPINATOR_DRY_RUN", "yes"), ("STOPINATOR_MAX_EVENT_AGE", "60"),
            ("STOPINATOR_FAIL_ON", "some"), ("STOPINATOR_MAX_INSTANCES", "-1"), ("STOPINATOR_MAX_PERCENT", "101"), ("STOPINATOR_ALLOW", "outside-scope"),
            ("STOPINATOR_EVENT_ALLOW", "all"), ("STOPINATOR_MAX_REPORT_BYTES", "10"), ("STOPINATOR_MAXINSTANCES", "5")));

        Assert.All(
            new[]
            {
                "STOPINATOR_SCOPE is not set", "STOPINATOR_ACTION is 'terminate'; it takes start, stop, reboot, reconcile.", "STOPINATOR_DRY_RUN is 'yes'; it takes true or false.",
                "STOPINATOR_MAX_EVENT_AGE is '60'", "STOPINATOR_FAIL_ON is 'some'; it takes any, all, none.", "STOPINATOR_MAX_INSTANCES is '-1'",
                "STOPINATOR_MAX_PERCENT is '101'", "STOPINATOR_ALLOW holds 'outside-scope'", "STOPINATOR_EVENT_ALLOW holds 'all'", "STOPINATOR_MAX_REPORT_BYTES is '10'",
                "STOPINATOR_MAXINSTANCES is not a setting. Did you mean 'STOPINATOR_MAX_INSTANCES'?",
            },
            problem => Assert.Contains(problem, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Create_ScopeThatOnlyEc2CanEvaluate_IsRefusedAtOnce()
    {
        var exception = Assert.Throws<FunctionSettingsException>(() =>
            StopinatorFunction.Create(new Dictionary<string, string> { ["STOPINATOR_SCOPE"] = "dns-name=web.example" }));

        Assert.Contains("dns-name", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOPINATOR_ORDER_TAG")]
    [InlineData("STOPINATOR_SCHEDULE_TAG")]
    [InlineData("STOPINATOR_INSTANCE_SCHEDULER_TAG")]
    [InlineData("STOPINATOR_OFF_HOURS_TAG")]
    [InlineData("STOPINATOR_KEEP_RUNNING_TAG")]
    [InlineData("STOPINATOR_KEEP_STOPPED_TAG")]
    public void Read_TagOfAwsWhoseValuesAPersonWrites_IsRefused(string name)
    {
        var exception = Assert.Throws<FunctionSettingsException>(() => Read(("STOPINATOR_SCOPE", "tag:Env=dev"), (name, "aws:x")));

        Assert.Contains(
            $"{name} is 'aws:x'; it takes the key of a tag of your own; only AWS sets tags whose keys begin with aws:.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOPINATOR_ORDER_TAG")]
    [InlineData("STOPINATOR_PROTECTION_TAG")]
    [InlineData("STOPINATOR_SCHEDULE_TAG")]
    [InlineData("STOPINATOR_INSTANCE_SCHEDULER_TAG")]
    [InlineData("STOPINATOR_OFF_HOURS_TAG")]
    [InlineData("STOPINATOR_OPT_OUT_TAG")]
    [InlineData("STOPINATOR_KEEP_RUNNING_TAG")]
    [InlineData("STOPINATOR_KEEP_STOPPED_TAG")]
    public void Read_TagKey_HasUpTo128Characters(string name)
    {
        Read(("STOPINATOR_SCOPE", "tag:Env=dev"), (name, new string('k', 128)));

        var exception = Assert.Throws<FunctionSettingsException>(() => Read(("STOPINATOR_SCOPE", "tag:Env=dev"), (name, new string('k', 129))));

        Assert.Contains($"{name} is 'kkk", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(129 characters); it takes the key of a tag, 1 to 128 characters.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TagsOfAwsThatSayWhatAnInstanceBelongsTo_AreTaken()
    {
        var settings = Read(
            ("STOPINATOR_SCOPE", "tag:Env=dev"), ("STOPINATOR_ORDER_TAG", "stopinator:wave"), ("STOPINATOR_ORDER_GROUP_TAG", "aws:autoscaling:groupName"),
            ("STOPINATOR_PROTECTION_TAG", "aws:cloudformation:stack-id"), ("STOPINATOR_OPT_OUT_TAG", "aws:eks:cluster-name"));

        Assert.Equal(
            ("aws:autoscaling:groupName", "aws:cloudformation:stack-id", "aws:eks:cluster-name"),
            (settings.Order?.GroupBy, settings.ProtectionTag, settings.Schedules?.OptOutTagKey));
    }

    [Fact]
    public void Read_GroupTagThatIsTooLong_IsRefused() => Assert.Contains(
        "STOPINATOR_ORDER_GROUP_TAG is 'kkk",
        Assert.Throws<FunctionSettingsException>(() => Read(
            ("STOPINATOR_SCOPE", "tag:Env=dev"), ("STOPINATOR_ORDER_TAG", "stopinator:wave"), ("STOPINATOR_ORDER_GROUP_TAG", new string('k', 129)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_EmptyText_IsNotSet() =>
        Assert.Null(Read(("STOPINATOR_SCOPE", "tag:Env=dev"), ("STOPINATOR_ACTION", " "), ("STOPINATOR_STOPPED_WITHIN", "")).Action);

    [Theory]
    [InlineData("01:30:00", 5400)]
    [InlineData("24:00:00", 86400)]
    [InlineData("72:00:00", 259200)]
    [InlineData("45s", 45)]
    [InlineData("90m", 5400)]
    [InlineData("16h", 57600)]
    [InlineData("3d", 259200)]
    [InlineData("366d", 31622400)]
    public void Parse_Duration_IsWhatAPersonMeans(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("01:60:00")]
    [InlineData("01:30")]
    [InlineData("1.00:00:00")]
    [InlineData("367d")]
    [InlineData("99999999999d")]
    [InlineData("١h")]
    public void Parse_WhatCouldMeanSomethingElse_IsNone(string text) => Assert.Null(Duration.Parse(text));

    private static FunctionSettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));
}
