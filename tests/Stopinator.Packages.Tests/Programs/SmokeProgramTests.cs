using System.Text.Json;
using Stopinator.Testing;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>
/// The library does its whole job in every form of the program, which was published without a warning: registration from configuration,
/// selectors as text and as JSON, plan, run, report.
/// </summary>
[Collection(SharedPrograms.Name)]
public sealed class SmokeProgramTests(SmokePrograms programs)
{
    private const string Configuration = """
        {
          "Stopinator": {
            "Scope": "tag:Env=dev",
            "Guards": { "MaxPercent": 100, "Allow": [ "Spot" ] },
            "Verification": { "FirstInterval": "00:00:00.010" }
          }
        }
        """;

    private static readonly Dictionary<string, string> Keys = new() { ["AWS_ACCESS_KEY_ID"] = "any", ["AWS_SECRET_ACCESS_KEY"] = "key" };

    public static TheoryData<string> Forms { get; } = [.. ProgramForms.All];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Program_StopsByConfigurationAndJson_ReportsEveryInstance(string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev").Tagged("Role", "web").Running());
            fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("Role", "web").Spot(persistent: true).Running());
            fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("Role", "web").Tagged("KeepRunning", "").Running());
            fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("Role", "web").Running());
        });
        const string select = """{"or":[{"ids":["i-0123456789abcdef0"]},{"tag":"Role","values":["web"]}]}""";
        const string command = $$"""{"select":{{select}},"verify":true,"action":"stop"}""";

        var result = await programs[form].RunAsync(ec2.Endpoint, Keys, Configuration, command, "tag:KeepRunning");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.StartsWith("stop 3 of 5 instances", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(command, result.Lines[1]);
        using var report = JsonDocument.Parse(result.Lines[2]);
        Assert.Equal(
            ["not-found unknown-instance", "reached state-seen", "reached state-seen", "reached state-seen", "skipped outside-scope"],
            report.RootElement.GetProperty("instances").EnumerateArray()
                .Select(instance => $"{instance.GetProperty("outcome")} {instance.GetProperty("reason")}").Order(StringComparer.Ordinal));
        Assert.Equal(3, ec2.Instances.Count(instance => instance.State == SimulatedState.Stopped));
    }

    // The SDK gives the endpoint of a profile's section of services only through a configuration of its own.
    [Theory]
    [Trait("Finding", "10")]
    [MemberData(nameof(Forms))]
    public async Task Program_EndpointInTheServicesSectionOfAProfile_IsCalled(string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Running()));
        var file = Path.Combine(programs[form].Home.Path, $"services-{form}");
        await File.WriteAllTextAsync(file, $"""
            [profile local]
            region = eu-west-1
            services = here
            aws_access_key_id = AKIDLOCAL
            aws_secret_access_key = secret

            [services here]
            ec2 =
              endpoint_url = {ec2.Endpoint}
            """, TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_CONFIG_FILE"] = file,
            ["AWS_PROFILE"] = "local",
            ["AWS_ENDPOINT_URL_EC2"] = "",
        };

        var result = await programs[form].RunAsync(ec2.Endpoint, environment, "{}", """{ "select": { "all": true } }""");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(["AKIDLOCAL"], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }
}
