using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Tests.Shared;

namespace Stopinator.Hostile.Tests;

/// <summary>
/// Sends the same hostile answers to a client of the SDK that is handed over. The SDK parses a body while the body arrives, so its errors
/// have other codes.
/// </summary>
public sealed class HandedOverClientTests
{
    public static TheoryData<string> Names { get; } = [.. HostileAnswers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_ClientHandedOver_EndsInTimeAndClaimsNoMore(string name)
    {
        var hostile = HostileAnswers.All[name];
        await using var endpoint = new HostileEndpoint(hostile);
        using var ec2 = new AmazonEC2Client(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonEC2Config
        {
            ServiceURL = endpoint.Address.ToString(),
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        });
        var options = HostileRun.OptionsFor(hostile);
        if (hostile.Floods && !hostile.Waits && !LongTests.AreOn)
        {
            // The SDK knows no largest answer: it reads a flood until the attempt times out.
            options.Retry.AttemptTimeout = TimeSpan.FromSeconds(1);
        }

        using var power = new InstancePowerService(ec2, options);

        var result = await HostileRun.StopAsync(power, endpoint);

        var claimsSuccess = result.Contains("Accepted", StringComparison.Ordinal);
        Assert.True(!claimsSuccess || hostile.Expected.Contains("Accepted", StringComparison.Ordinal), result);
    }
}
