using Microsoft.Extensions.Options;
using Stopinator.Options;
using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Options;

public sealed class StopinatorOptionsValidatorTests
{
    private static readonly Uri Endpoint = new("http://127.0.0.1:5577");

    /// <summary>Invalid options, and the text of the problem.</summary>
    public static TheoryData<Action<StopinatorOptions>, string> Problems { get; } = new()
    {
        { o => o.Ec2.Region = "eu-wset-1", "Ec2.Region: 'eu-wset-1' is not a region of EC2 known here. Did you mean 'eu-west-1'? For a newer region set the option Ec2.EndpointUrl too." },
        { o => o.Ec2.Region = "", "Ec2.Region: '' is not a region of EC2 known here. For a newer region set the option Ec2.EndpointUrl too." },
        { o => o.Ec2.EndpointUrl = new Uri("/ec2", UriKind.Relative), "Ec2.EndpointUrl is '/ec2'; it takes an absolute http or https URL." },
        {
            o => o.Ec2.EndpointUrl = new Uri("http://me:secret@127.0.0.1:5577/"),
            "Ec2.EndpointUrl for 127.0.0.1 holds a user name or password; calls are signed, so it takes none."
        },
        { o => o.Ec2.EndpointUrl = new Uri("ftp://x"), "Ec2.EndpointUrl is 'ftp://x'; it takes an absolute http or https URL." },
        { o => (o.Ec2.EndpointUrl, o.Ec2.UseFips) = (Endpoint, true), "Ec2.EndpointUrl is set together with Ec2.UseFips or Ec2.UseDualStack, which mean another endpoint; take one away." },
        { o => (o.Ec2.EndpointUrl, o.Ec2.UseDualStack) = (Endpoint, true), "Ec2.EndpointUrl is set together with Ec2.UseFips or Ec2.UseDualStack, which mean another endpoint; take one away." },
        {
            o => o.Scope = InstanceSelector.Parse("tag:Env=dev except tenancy=host"),
            "Scope uses the filter 'tenancy', which only EC2 can evaluate; a scope takes ids and the filters architecture, availability-zone, hibernation-options.configured, "
            + "image-id, instance-id, instance-lifecycle, instance-state-code, instance-state-name, instance-type, key-name, operator.managed, operator.principal, owner-id, "
            + "platform, private-ip-address, reason, root-device-type, state-reason-code, subnet-id, tag-key, tag:<key>, vpc-id."
        },
        { o => o.Guards.MaxInstances = -1, "Guards.MaxInstances is -1; it takes 0 or more." },
        { o => o.Guards.MaxPercent = 0, "Guards.MaxPercent is 0; it takes more than 0, up to 100." },
        { o => o.Guards.MaxPercent = 100.5, "Guards.MaxPercent is 100.5; it takes more than 0, up to 100." },
        { o => o.Guards.MaxPercent = double.NaN, "Guards.MaxPercent is NaN; it takes more than 0, up to 100." },
        {
            o => o.Guards.Allow.Add(ReasonCode.OutsideScope),
            "Guards.Allow holds OutsideScope, which nothing overrides; it takes ProtectedByTag, ManagedByService, AutoScalingGroup, Spot, InstanceStoreRoot."
        },
        { o => o.Execution.MaxBatchSize = 0, "Execution.MaxBatchSize is 0; it takes 1 to 1000." },
        { o => o.Execution.MaxBatchSize = 1001, "Execution.MaxBatchSize is 1001; it takes 1 to 1000." },
        { o => o.Execution.DeadlineMargin = TimeSpan.Zero, "Execution.DeadlineMargin is 00:00:00; it takes 00:00:01 to 12:00:00." },
        { o => o.Execution.SettleTime = TimeSpan.FromSeconds(-1), "Execution.SettleTime is -00:00:01; it takes 00:00:00 to 12:00:00." },
        { o => o.Verification.Timeout = TimeSpan.FromHours(13), "Verification.Timeout is 13:00:00; it takes 00:00:00 to 12:00:00." },
        { o => o.Verification.FirstInterval = TimeSpan.Zero, "Verification.FirstInterval is 00:00:00; it takes 00:00:00.0010000 to 12:00:00." },
        { o => o.Verification.MaxInterval = TimeSpan.FromSeconds(1), "Verification.MaxInterval is 00:00:01; it takes 00:00:02 to 12:00:00." },
        { o => o.Retry.MaxAttempts = 0, "Retry.MaxAttempts is 0; it takes 1 to 100." },
        { o => o.Retry.MaxAttempts = 101, "Retry.MaxAttempts is 101; it takes 1 to 100." },
        { o => o.Retry.AttemptTimeout = TimeSpan.FromMilliseconds(9), "Retry.AttemptTimeout is 00:00:00.0090000; it takes 00:00:00.0100000 to 12:00:00." },
        { o => o.Retry.TotalTime = TimeSpan.FromSeconds(-1), "Retry.TotalTime is -00:00:01; it takes 00:00:00 to 12:00:00." },
        { o => o.Retry.ThrottlingDelay = TimeSpan.Zero, "Retry.ThrottlingDelay is 00:00:00; it takes 00:00:00.0010000 to 12:00:00." },
        { o => o.Retry.TransientDelay = TimeSpan.FromSeconds(-1), "Retry.TransientDelay is -00:00:01; it takes 00:00:00 to 12:00:00." },
        { o => o.Retry.ConnectionDelay = TimeSpan.MaxValue, "Retry.ConnectionDelay is 10675199.02:48:05.4775807; it takes 00:00:00 to 12:00:00." },
        { o => o.Retry.MaxDelay = TimeSpan.Zero, "Retry.MaxDelay is 00:00:00; it takes 00:00:00.0010000 to 12:00:00." },
        { o => o.RateLimits.Start.RequestCapacity = 0.5, "RateLimits.Start.RequestCapacity is 0.5; it takes 1 to 1000000." },
        { o => o.RateLimits.Stop.RequestRefill = 0, "RateLimits.Stop.RequestRefill is 0; it takes 0.01 to 1000000." },
        { o => o.RateLimits.Stop.InstanceRefill = double.NaN, "RateLimits.Stop.InstanceRefill is NaN; it takes 0.01 to 1000000." },
        { o => o.RateLimits.Describe.RequestCapacity = 1e7, "RateLimits.Describe.RequestCapacity is 10000000; it takes 1 to 1000000." },
        { o => o.RateLimits.Reboot.InstanceCapacity = 100, "RateLimits.Reboot has one of InstanceCapacity and InstanceRefill; it takes both or none." },
        { o => o.Randomizer = null!, "Randomizer is null; it takes a source of numbers from 0 up to 1." },
    };

    [Theory]
    [MemberData(nameof(Problems), DisableDiscoveryEnumeration = true)]
    public void Validate_OptionOutOfBounds_IsToldWithValueAndLimit(Action<StopinatorOptions> spoil, string problem)
    {
        var options = new StopinatorOptions();
        spoil(options);

        Assert.Equal([problem], new StopinatorOptionsValidator().Validate(name: null, options).Failures);
    }

    [Fact]
    public void Validate_ValuesAroundTheBounds_AreTakenAsTheRangeBesideTheOptionSays() => Assert.Empty(OptionRanges.Disagreements(
        _ => new StopinatorOptions { Verification = { FirstInterval = TimeSpan.FromMilliseconds(1) } },
        options => new StopinatorOptionsValidator().Validate(name: null, options).Failures ?? []));

    [Fact]
    public void Validate_EverythingWrong_ListsEveryProblemAtOnce()
    {
        var options = new StopinatorOptions();
        options.Ec2.Region = "eu-wset-1";
        options.Scope = InstanceSelector.ByFilter("tenancy", "host");
        options.Guards.MaxInstances = -1;
        options.Guards.MaxPercent = 0;
        options.Guards.Allow.Add(ReasonCode.Terminated);
        options.Guards.Allow.Add(ReasonCode.OutsideScope);
        options.Execution.MaxBatchSize = 0;
        options.Retry.MaxAttempts = 0;
        options.Retry.MaxDelay = TimeSpan.Zero;

        var exception = Assert.Throws<OptionsValidationException>(() => StopinatorOptionsValidator.ThrowIfInvalid(options));

        Assert.Equal(9, exception.Failures.Count());
        Assert.All(exception.Failures, failure => Assert.Contains(failure, exception.Message, StringComparison.Ordinal));
        Assert.Equal((typeof(StopinatorOptions), nameof(StopinatorOptions)), (exception.OptionsType, exception.OptionsName));
    }

    [Fact]
    public void Validate_DefaultsAndBounds_AreTaken()
    {
        var options = new StopinatorOptions();
        StopinatorOptionsValidator.ThrowIfInvalid(options);

        (options.Ec2.Region, options.Ec2.UseFips, options.Ec2.UseDualStack) = ("us-gov-west-1", true, true);
        options.Scope = InstanceSelector.Parse("id=i-0a1b2c3d or (tag:Env=dev except tag:Keep)");
        (options.Guards.MaxInstances, options.Guards.MaxPercent, options.Guards.ProtectionTagKey) = (0, 100, null);
        options.Guards.Allow.Add(ReasonCode.Spot);
        (options.Execution.MaxBatchSize, options.Execution.DeadlineMargin, options.Execution.SettleTime) = (1000, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        (options.Verification.Timeout, options.Verification.FirstInterval, options.Verification.MaxInterval) = (TimeSpan.Zero, TimeSpan.FromHours(12), TimeSpan.FromHours(12));
        (options.Retry.MaxAttempts, options.Retry.AttemptTimeout, options.Retry.TotalTime) = (1, TimeSpan.FromMilliseconds(10), TimeSpan.Zero);
        StopinatorOptionsValidator.ThrowIfInvalid(options);

        // Beside an endpoint the region is only what is signed for.
        (options.Ec2.Region, options.Ec2.EndpointUrl, options.Ec2.UseFips, options.Ec2.UseDualStack) = ("local", Endpoint, false, null);
        StopinatorOptionsValidator.ThrowIfInvalid(options);
    }
}
