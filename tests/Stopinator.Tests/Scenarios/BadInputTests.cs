using Amazon.Runtime;
using Microsoft.Extensions.Options;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>Bad input gets an error that names the value and the rule; EC2 is not called, and nothing is lost.</summary>
public sealed class BadInputTests
{
    private static readonly string Megabyte = new('x', 1_000_000);

    public static TheoryData<Func<InstanceSelector>, string[]> Selectors { get; } = new()
    {
        { () => InstanceSelector.ById(), ["empty", "InstanceSelector.All"] },
        { () => InstanceSelector.ById("i-123"), ["'i-123'", "8 or 17 lower-case hexadecimal digits"] },
        { () => InstanceSelector.ById("i-0123456789ABCDEF0"), ["'i-0123456789ABCDEF0'"] },
        { () => InstanceSelector.ById("i-0123456789abcdef0\n"), ["\\u000A"] },
        { () => InstanceSelector.ById(Megabyte), ["(1000000 characters)"] },
        { () => InstanceSelector.ByTag("Env"), ["'tag:Env' has no value", "ByTagKey"] },
        { () => InstanceSelector.ByTag("Env", Values(201)), ["more than 200 values", "'value-201'"] },
        { () => InstanceSelector.ByTag("Env", Megabyte), ["(1000000 characters)", "255 characters"] },
        { () => InstanceSelector.ByTag(Megabyte, "dev"), ["(1000000 characters)", "128 characters"] },
        { () => InstanceSelector.ByTag("Env", "de\u0007v"), ["'de\\u0007v'", "U+0007 at position 2"] },
        { () => InstanceSelector.ByTag("E\u0000nv", "dev"), ["U+0000 at position 1"] },
        { () => InstanceSelector.ByTagLike("Env", "*"), ["'*'", "fits every value", "ByTagKey"] },
        { () => InstanceSelector.ByFilter("Instance Type", "t3.micro"), ["'Instance Type'", "lower-case letters"] },
        { () => InstanceSelector.ByFilter("instance-type", Values(201)), ["more than 200 values"] },
        { () => InstanceSelector.Parse(""), ["it is empty", "'all'"] },
        { () => InstanceSelector.Parse("tag:Env=dev or tag:Team=a and tag:X=y"), ["position 26", "parentheses"] },
        { () => InstanceSelector.Parse($"tag:Env={Megabyte}"), ["position 0", "255 characters"] },
        { () => InstanceSelector.Parse(new string('(', 100_000)), ["nested deeper than 25"] },
    };

    public static TheoryData<Action<StopinatorOptions>, string[]> BadOptions { get; } = new()
    {
        { options => (options.Ec2.Region, options.Ec2.EndpointUrl) = ("eu-wset-1", null), ["'eu-wset-1'", "Did you mean 'eu-west-1'?"] },
        { options => options.Ec2.EndpointUrl = new Uri("ftp://127.0.0.1/"), ["'ftp://127.0.0.1/'", "http or https"] },
        { options => options.Scope = InstanceSelector.ByFilter("tenancy", "host"), ["'tenancy'", "only EC2 can evaluate"] },
        {
            options => (options.Guards.MaxInstances, options.Guards.MaxPercent, options.Execution.MaxBatchSize, options.Retry.MaxAttempts) =
                (-1, 101, 0, 0),
            ["Guards.MaxInstances is -1", "Guards.MaxPercent is 101", "Execution.MaxBatchSize is 0; it takes 1 to 1000", "Retry.MaxAttempts is 0"]
        },
    };

    [Theory]
    [MemberData(nameof(Selectors), DisableDiscoveryEnumeration = true)]
    public void Selector_ThatEc2CouldNotTake_IsRefusedWhenBuilt(Func<InstanceSelector> build, string[] parts)
    {
        var exception = Assert.ThrowsAny<Exception>(build);

        Assert.True(exception is ArgumentException or SelectorFormatException, $"{exception.GetType()}");
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.True(exception.Message.Length < 600, "A huge value makes a huge message.");
    }

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Options_OutOfBounds_AreRefusedTogether(Action<StopinatorOptions> spoil, string[] parts)
    {
        var options = new StopinatorOptions();
        spoil(options);

        var message = Assert.Throws<OptionsValidationException>(() => new InstancePowerService(options)).Message;

        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DeadlineExpired_IsRefusedWithoutACall()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add());

        var exception = await Assert.ThrowsAsync<PlanRefusedException>(
            () => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = Ec2Lab.Start }));

        Assert.Contains("Deadline", exception.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Run_NoCredentials_ThrowsWithTheWayOutAndWithoutACall()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(), options => options.Credentials = new NoCredentials());

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All)));

        Assert.Equal(("NoCredentials", Ec2ErrorKind.Fatal), (exception.Code, exception.Kind));
        Assert.All(
            ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "the token has expired"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Run_CredentialsExpireInTheMiddle_ReportsWhatWasDoneAndWhatIsLeft()
    {
        var credentials = new NoCredentials { Left = 3 };
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(30, i => i.Running()),
            options => (options.Credentials, options.Execution.MaxBatchSize) = (credentials, 10));

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal("NoCredentials", report.EarlyEnd?.Code);
        Assert.Equal(lab.Ec2.Instances.Sum(instance => instance.Stops), report.Count(Outcome.Accepted));
        Assert.Equal(30, report.Count(Outcome.Accepted) + report.Count(Outcome.NotAttempted));
        Assert.NotEqual(0, report.Count(Outcome.NotAttempted));
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><DescribeInstancesResponse>&b;</DescribeInstancesResponse>""")]
    [InlineData("""<!DOCTYPE x SYSTEM "file:///etc/passwd"><DescribeInstancesResponse/>""")]
    [InlineData("<DescribeInstancesResponse><reservationSet><item><instancesSet><item>")]
    [InlineData("<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet></DescribeInstancesResponse>")]
    [InlineData("<StopInstancesResponse/>")]
    [InlineData("")]
    public async Task Run_HostileAnswer_ThrowsThatItIsNoneOfEc2(string body)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add());
        lab.Ec2.Faults.On("DescribeInstances").Always().Answer(body);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All)));

        Assert.Equal(("AnswerUnreadable", Ec2ErrorKind.AnswerLost), (exception.Code, exception.Kind));
        Assert.All(lab.Ec2.Calls, call => Assert.Equal("DescribeInstances", call.Action));
    }

    private static IEnumerable<string> Values(int count) => Enumerable.Range(1, count).Select(i => $"value-{i}");

    private sealed class NoCredentials : AWSCredentials
    {
        public int Left { get; set; }

        public override ImmutableCredentials GetCredentials() =>
            Left-- > 0
                ? new ImmutableCredentials("AKIDEXAMPLE", "secret", token: null)
                : throw new AmazonClientException("the token has expired");

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());
    }
}
