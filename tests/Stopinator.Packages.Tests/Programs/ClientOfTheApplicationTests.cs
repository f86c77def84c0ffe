using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>The clients that a program registers with AWS's own extensions are used, in every form of the program.</summary>
[Collection(SharedPrograms.Name)]
public sealed class ClientOfTheApplicationTests(SmokePrograms programs)
{
    private const string OfTheApplication = "of the application";
    private const string BesideIt = "beside that of the application";

    public static MatrixTheoryData<string, string> Stops { get; } = new([OfTheApplication, BesideIt], ProgramForms.All);

    public static TheoryData<string> Forms { get; } = [.. ProgramForms.All];

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Stop_ThroughARegisteredClient_IsSignedWithItsCredentials(string client, string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());

        var result = await RunAsync(form, ec2, client, "stop");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(1, ec2.Instances[0].Stops);
        Assert.All(ec2.Calls, call => Assert.Equal("AKIDPROFILE", call.AccessKeyId));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Reboot_ThroughTheClientOfThatLine_IsMadeOnce(string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());

        var result = await RunAsync(form, ec2, BesideIt, "reboot");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(1, ec2.Instances[0].Reboots);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Reboot_ThroughAClientThatRepeats_IsRefusedWithTheLineThatCuresIt(string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());

        var result = await RunAsync(form, ec2, OfTheApplication, "reboot");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("services.AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key, ", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, ec2.Instances[0].Reboots);
    }

    private Task<CommandResult> RunAsync(string form, SimulatedEc2 ec2, string client, string action) => programs[form].RunAsync(
        ec2.Endpoint,
        new Dictionary<string, string> { ["AWS_PROFILE"] = "keys", ["CLIENT"] = client },
        "{}",
        $$"""{ "select": { "all": true }, "action": "{{action}}" }""");
}
