using Microsoft.Extensions.Configuration;
using Stopinator.DependencyInjection;

namespace Stopinator.Tests.DependencyInjection;

public sealed class StopinatorConfigurationTests
{
    /// <summary>A key and value that is not understood, and what the message has to say.</summary>
    public static TheoryData<string, string, string[]> Mistakes { get; } = new()
    {
        { "Gaurds:MaxInstances", "5", ["'Gaurds'", "not an option of Stopinator", "Ec2, Scope, Guards, Execution, Verification, Retry", "Did you mean 'Guards'?"] },
        { "Scoep", "tag:Env=dev", ["'Scoep'", "Did you mean 'Scope'?"] },
        { "Credentials", "secret", ["'Credentials'", "not an option"] },
        { "HttpHandler", "x", ["'HttpHandler'"] },
        { "Randomizer", "x", ["'Randomizer'"] },
        { "Guards:MaxInstnaces", "5", ["'MaxInstnaces'", "GuardOptions"] },
        { "Ec2:Regoin", "eu-west-1", ["'Regoin'", "Ec2Options"] },
        { "Execution:BatchSize", "5", ["'BatchSize'"] },
        { "Verification:Interval", "5", ["'Interval'"] },
        { "Retry:Attempts", "5", ["'Attempts'"] },
        { "Guards:MaxInstances", "many", ["'many'", "Guards:MaxInstances"] },
        { "Guards:MaxPercent", "10%", ["'10%'", "Guards:MaxPercent"] },
        { "Guards:Allow:0", "Everything", ["'Everything'", "Guards:Allow:0"] },
        { "Retry:TotalTime", "2 minutes", ["'2 minutes'", "Retry:TotalTime"] },
        { "Ec2:UseFips", "yes", ["'yes'", "Ec2:UseFips"] },
        { "Guards", "5", ["'5'", "'Guards'", "a section of options"] },
        { "Ec2", "eu-west-1", ["'eu-west-1'", "'Ec2'", "a section of options"] },
        { "Guards:Allow", "Spot,AutoScalingGroup", ["'Spot,AutoScalingGroup'", "'Guards:Allow'", "is a list", "'Guards:Allow:0'"] },
        { "Scope:Env", "dev", ["a section 'Scope'", "a selector as text"] },
        { "Scope", "", ["'Scope'", "it is empty", "'all'"] },
        { "Scope", "   ", ["'Scope'", "it is empty"] },
        { "Scope", "tag:Env=d*", ["'Scope'", "position 8", "looks like a pattern"] },
    };

    [Fact]
    public void Apply_EveryOption_IsTaken()
    {
        var options = Apply(
            ("Ec2:Region", "eu-west-1"),
            ("Ec2:Profile", "work"),
            ("Ec2:EndpointUrl", "http://127.0.0.1:5577"),
            ("Ec2:UseFips", "true"),
            ("Ec2:UseDualStack", "false"),
            ("Scope", "tag:Env=dev and tag:Name~web-*"),
            ("Guards:MaxInstances", "5"),
            ("Guards:MaxPercent", "12.5"),
            ("Guards:Allow:0", "Spot"),
            ("Guards:Allow:1", "AutoScalingGroup"),
            ("Guards:ProtectionTagKey", "keep"),
            ("Execution:MaxBatchSize", "50"),
            ("Execution:DeadlineMargin", "00:00:20"),
            ("Execution:SettleTime", "00:01:00"),
            ("Verification:Timeout", "00:10:00"),
            ("Verification:FirstInterval", "00:00:05"),
            ("Verification:MaxInterval", "00:00:30"),
            ("Retry:MaxAttempts", "3"),
            ("Retry:AttemptTimeout", "00:00:30"),
            ("Retry:TotalTime", "00:05:00"),
            ("Retry:ThrottlingDelay", "00:00:02"),
            ("Retry:TransientDelay", "00:00:01"),
            ("Retry:ConnectionDelay", "00:00:00.5"),
            ("Retry:MaxDelay", "00:00:40"),
            ("RateLimits:Start:InstanceRefill", "6"),
            ("RateLimits:Describe:RequestCapacity", "200"));

        Assert.Equal(
            ("eu-west-1", "work", new Uri("http://127.0.0.1:5577"), true, false),
            (options.Ec2.Region, options.Ec2.Profile, options.Ec2.EndpointUrl, options.Ec2.UseFips, options.Ec2.UseDualStack));
        Assert.Equal("tag:Env=dev and tag:Name~web-*", options.Scope?.ToString());
        Assert.Equal((5, 12.5, "keep"), (options.Guards.MaxInstances, options.Guards.MaxPercent, options.Guards.ProtectionTagKey));
        Assert.Equal([ReasonCode.Spot, ReasonCode.AutoScalingGroup], options.Guards.Allow);
        Assert.Equal(
            (50, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1)),
            (options.Execution.MaxBatchSize, options.Execution.DeadlineMargin, options.Execution.SettleTime));
        Assert.Equal(
            (TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)),
            (options.Verification.Timeout, options.Verification.FirstInterval, options.Verification.MaxInterval));
        Assert.Equal(
            (3, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)),
            (options.Retry.MaxAttempts, options.Retry.AttemptTimeout, options.Retry.TotalTime));
        Assert.Equal(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(40)),
            (options.Retry.ThrottlingDelay, options.Retry.TransientDelay, options.Retry.ConnectionDelay, options.Retry.MaxDelay));
        Assert.Equal((6, 1000, 200, 20), (options.RateLimits.Start.InstanceRefill, options.RateLimits.Start.InstanceCapacity, options.RateLimits.Describe.RequestCapacity, options.RateLimits.Describe.RequestRefill));
    }

    [Fact]
    public void Apply_Names_AreTakenInAnyCase()
    {
        var options = Apply(("SCOPE", "all"), ("guards:MAXINSTANCES", "5"));

        Assert.Equal((InstanceSelector.All, 5), (options.Scope, options.Guards.MaxInstances));
    }

    [Fact]
    public void Apply_Nothing_LeavesTheDefaults()
    {
        var options = Apply();

        Assert.Equal((null, 1000, null), (options.Scope, options.Guards.MaxInstances, options.Guards.MaxPercent));
    }

    [Fact]
    public void Apply_EmptyValues_LeaveTheDefaultsButForTheScope()
    {
        var options = Apply(
            ("Guards", ""), ("Guards:MaxInstances", ""), ("Guards:MaxPercent", ""), ("Ec2:EndpointUrl", ""), ("Scope", null));

        Assert.Equal(
            (null, 1000, null, null), (options.Scope, options.Guards.MaxInstances, options.Guards.MaxPercent, options.Ec2.EndpointUrl));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Apply_WhatIsNotUnderstood_IsRefusedAndNeverPassedOver(string key, string value, string[] parts)
    {
        var exception = Assert.ThrowsAny<InvalidOperationException>(() => Apply((key, value)));

        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Apply_SectionOfALargerConfiguration_NamesTheWholePath()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("App:Stopinator:Scop", "all")]).Build();

        var exception = Assert.Throws<InvalidOperationException>(
            () => StopinatorConfiguration.Apply(configuration.GetSection("App:Stopinator"), new StopinatorOptions()));

        Assert.Contains("'App:Stopinator:Scop'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AValueInPlaceOfTheSection_IsRefused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("App:Stopinator", "5")]).Build();

        var exception = Assert.Throws<InvalidOperationException>(
            () => StopinatorConfiguration.Apply(configuration.GetSection("App:Stopinator"), new StopinatorOptions()));

        Assert.StartsWith(
            "The configuration holds '5' for 'App:Stopinator', which is a section of options; it takes Ec2, Scope, Guards,",
            exception.Message, StringComparison.Ordinal);
    }

    private static StopinatorOptions Apply(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
        var options = new StopinatorOptions();
        StopinatorConfiguration.Apply(configuration, options);
        return options;
    }
}
