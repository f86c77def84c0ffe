namespace Stopinator.Hostile.Tests;

/// <summary>A stop of two instances at a hostile endpoint.</summary>
internal static class HostileRun
{
    /// <summary>Far longer than any run here may take, and far shorter than a run without an end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static StopinatorOptions OptionsFor(HostileCase hostile)
    {
        var options = new StopinatorOptions
        {
            Execution = { SettleTime = TimeSpan.FromMilliseconds(200) },
            Verification = { FirstInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(100) },
        };
        options.Retry.MaxAttempts = 2;
        options.Retry.AttemptTimeout = hostile.Waits ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(30);
        options.Retry.TotalTime = TimeSpan.FromSeconds(2);
        options.Retry.ThrottlingDelay = options.Retry.TransientDelay = options.Retry.ConnectionDelay = TimeSpan.FromMilliseconds(10);
        (options.RateLimits.Describe.RequestCapacity, options.RateLimits.Describe.RequestRefill) = (1e6, 1e6);
        return options;
    }

    /// <summary>The code of the exception, or the outcome of each instance.</summary>
    public static async Task<string> StopAsync(InstancePowerService power, HostileEndpoint endpoint)
    {
        var result = await ResultAsync(power).WaitAsync(Patience);

        // Whatever the endpoint says, no instance is named that has not the form of an id, and no parameter is added.
        Assert.All(
            endpoint.Requests.Where(request => request.Contains("Action=StopInstances", StringComparison.Ordinal)),
            request => Assert.Matches("^Action=StopInstances(&InstanceId\\.[12]=i-0000000000000000[ab]){1,2}&Version=[0-9-]+$", request));
        return result;
    }

    private static async Task<string> ResultAsync(InstancePowerService power)
    {
        try
        {
            var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));
            return string.Join(", ", report.Instances.Select(instance => $"{instance.Outcome}").Order(StringComparer.Ordinal));
        }
        catch (Ec2Exception exception)
        {
            Assert.InRange(exception.Message.Length, 1, 5_000);
            Assert.DoesNotContain(exception.Message, char.IsControl);
            return exception.Code;
        }
    }
}
