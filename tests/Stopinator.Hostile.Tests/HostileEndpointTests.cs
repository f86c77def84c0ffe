using Amazon.Runtime;

namespace Stopinator.Hostile.Tests;

/// <summary>
/// An endpoint that answers with anything: the run ends in time, with the documented exception before anything was done, and with the
/// report after. Nothing is claimed that the endpoint did not say.
/// </summary>
public sealed class HostileEndpointTests
{
    public static TheoryData<string> Names { get; } = [.. HostileAnswers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_OwnClient_EndsAsDocumented(string name)
    {
        var hostile = HostileAnswers.All[name];
        await using var endpoint = new HostileEndpoint(hostile);
        var options = HostileRun.OptionsFor(hostile);
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", endpoint.Address);
        options.Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        using var power = new InstancePowerService(options);

        Assert.Equal(hostile.Expected, await HostileRun.StopAsync(power, endpoint));
    }
}
