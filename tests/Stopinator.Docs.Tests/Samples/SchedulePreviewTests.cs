using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests.Samples;

/// <summary>The sample of a preview, run as its reader runs it: for its own file, and against an endpoint.</summary>
public sealed partial class SchedulePreviewTests
{
    private const string FridayNight = "2026-11-20T20:00+01:00";
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";

    [Fact]
    public async Task Run_ItsOwnFile_ShowsEveryInstance()
    {
        var result = await RunAsync("--at", FridayNight);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(24, InstanceId().Matches(result.Output).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(8, result.Output.Split("\nSeven days from Friday 20 November 2026").Length - 1);
        Assert.Contains("desk-ny-1", result.Output, StringComparison.Ordinal);
        Assert.Contains("reports  left alone, its schedule cannot be read: Its tag stopinator:schedule: There is no schedule named 'ofice-hours'. Did you mean 'office-hours'?", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            "21 of 24 instances on 8 schedules: stopped for 2,228.75 h of 3,528 h a week, 63.2 % less than always on.", result.Lines[^1]);
    }

    [Fact]
    [Trait("Finding", "U7")]
    public async Task Run_CalendarWeek_BeginsOnItsMonday()
    {
        var result = await RunAsync("--at", FridayNight, "--calendar-week");

        Assert.Equal(8, result.Output.Split("\nWeek of Monday 16 November 2026").Length - 1);
    }

    [Fact]
    public async Task Run_Html_WritesAPageOfEveryInstance()
    {
        var folder = Directory.CreateTempSubdirectory("stopinator-sample-");
        try
        {
            var file = Path.Combine(folder.FullName, "week.html");

            var result = await RunAsync("--at", FridayNight, "--html", file);

            Assert.True(result.ExitCode == 0, result.Output);
            Assert.Equal($"Written: {file}", result.Lines[^1]);
            var page = XDocument.Parse((await File.ReadAllTextAsync(file)).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
            Assert.Equal(8, page.Descendants("article").Count());
            Assert.Equal(24, page.Descendants("code").Count(code => InstanceId().IsMatch(code.Value)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Run_AnEndpoint_DescribesItsInstancesAndDoesNothingElse()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("stopinator:schedule", OfficeHours).Tagged("Env", "dev"));
            fleet.Add(instance => instance.Tagged("stopinator:schedule", "off").Tagged("stopinator:opt-out", "").Tagged("Env", "dev"));
            fleet.Add(instance => instance.Tagged("stopinator:schedule", "off").Tagged("Env", "prod"));
        });

        var result = await RunAsync("--endpoint", ec2.Endpoint.AbsoluteUri, "--selector", "tag:Env=dev", "--at", FridayNight);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal("2 of 3 instances on 1 schedule: stopped for 206 h of 336 h a week, 61.3 % less than always on.", result.Lines[^1]);
        Assert.Contains(
            $"{ec2.Instances[2].Id}  left alone: It carries the tag stopinator:opt-out", result.Output, StringComparison.Ordinal);
        Assert.Equal(["DescribeInstances"], ec2.Calls.Select(call => call.Action));
    }

    [Theory]
    [InlineData("stopinator:schedule=" + OfficeHours, 0, "stopped: outside every window (Europe/Paris); running from 2026-11-23T07:00+01:00")]
    [InlineData("stopinator:schedule=mon-fri 7-19", 1, "'7-19' is not understood")]
    public async Task Run_WhatIf_ExplainsTheDecision(string tag, int exitCode, string explanation)
    {
        var result = await RunAsync("--what-if", tag, "--at", FridayNight);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(explanation, result.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "tonight", "'tonight' is no instant")]
    [InlineData("--file", "missing.json", "missing.json")]
    public async Task Run_WhatCannotBeUsed_IsALineAndAnExitCode(string option, string value, string message)
    {
        var result = await RunAsync(option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments)
    {
        // Of the machine's settings of AWS none may decide where instances are described.
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => !((string)variable.Key).StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
        (environment["AWS_REGION"], environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = ("us-east-1", "any", "key");
        return Command.RunAsync("dotnet", AppContext.BaseDirectory, environment, ["SchedulePreview.dll", .. arguments]);
    }

    [GeneratedRegex("i-[0-9a-f]{17}")]
    private static partial Regex InstanceId();
}
