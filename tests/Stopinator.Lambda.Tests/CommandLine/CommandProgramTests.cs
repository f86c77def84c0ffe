using System.Text.Json;
using Amazon.Runtime;
using Stopinator.Lambda.CommandLine;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.CommandLine;

/// <summary>The command outside of Lambda.</summary>
public sealed class CommandProgramTests
{
    [Fact]
    public async Task Run_Stop_ShowsATableAndSucceeds()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(FunctionLab.Fleet);

        var (exitCode, output, errors) = await RunAsync(ec2, "stop", "--scope", "tag:Env=dev", "--region=us-east-1");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("instance             name  before   outcome   why\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nstop: 3 accepted (of 3 instances, 1 call).\n", output, StringComparison.Ordinal);
        Assert.Equal(1, ec2.Instances.Count(instance => instance.State == SimulatedState.Running));
    }

    [Fact]
    [Trait("Finding", "6")]
    public async Task Run_HostileNamesAndErrors_ShowNoControlCharacterAndNoRowOfTheirOwn()
    {
        const string Name = "\u001b]0;pwn\u0007\u001b[31m\n::add-mask::x\ni-0000000000000000f  prod-db  running  accepted\u202e\u009b";
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, instance => instance.Tagged("Env", "dev").Tagged("Name", Name).Running()));
        ec2.Faults.On("StopInstances").Always().Fail($"Bad{Name}", $"No.{Name}");

        var (exitCode, output, errors) = await RunAsync(ec2, "stop", "--scope", "tag:Env=dev");

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain(output + errors, character => character is not '\n' && (char.IsControl(character) || character is '\u202e'));
        Assert.Equal(5, output.Split('\n', StringSplitOptions.None).Length - 1);
        Assert.DoesNotContain('\n', errors.TrimEnd('\n'));
    }

    [Fact]
    public async Task Run_DryRunAsJson_ChangesNothing()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(FunctionLab.Fleet);

        var (exitCode, output, _) = await RunAsync(ec2, "stop", "--dry-run", "--json", "--scope", "tag:Env=dev");

        Assert.Equal(0, exitCode);
        Assert.True(JsonDocument.Parse(output).RootElement.GetProperty("dryRun").GetBoolean());
        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Theory]
    [InlineData("any", 1)]
    [InlineData("none", 0)]
    public async Task Run_InstanceFails_EndsAsTheSettingSays(string failOn, int expected)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected()));

        var (exitCode, output, errors) = await RunAsync(ec2, "stop", "--scope", "tag:Env=dev", "--fail-on", failOn);

        Assert.Equal((expected, expected == 1), (exitCode, errors.Contains("OperationNotPermitted", StringComparison.Ordinal)));
        Assert.Contains("failed", output, StringComparison.Ordinal);

        // The summary stands below the table, once.
        Assert.EndsWith("\nstop: 1 failed (of 1 instance, 1 call).\n", output, StringComparison.Ordinal);
        Assert.Equal(expected == 1, errors.StartsWith($"The first: {ec2.Instances[0].Id}, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_InstanceFailsAsJson_HasTheSummaryInTheErrors()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected()));

        var (_, output, errors) = await RunAsync(ec2, "stop", "--scope", "tag:Env=dev", "--json");

        Assert.False(JsonDocument.Parse(output).RootElement.GetProperty("isSuccess").GetBoolean());
        Assert.StartsWith("stop: 1 failed (of 1 instance, 1 call). The first: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", 3)]
    [InlineData("tag:Env=dev or tag:Env=prod", 3)]
    [InlineData("tag:Env=prod", 0)]
    public async Task Run_ScopeBesideThatOfTheEnvironment_OnlyNarrowsIt(string scope, int stopped)
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);

        var (exitCode, _, errors) = await RunOnClientAsync(ec2, Scope("tag:Env=dev"), "stop", "--scope", scope);

        Assert.Equal((0, "", stopped), (exitCode, errors, ec2.Instances.Count(instance => instance.Stops > 0)));
    }

    [Theory]
    [InlineData("Env", "tag:Env=prod")]
    [InlineData("tag:Env=dev", "Env")]
    [InlineData("Env", "Env")]
    public async Task Run_ScopesOfWhichOneIsNoSelector_AreRefused(string ofEnvironment, string argument)
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);

        var (exitCode, _, errors) = await RunOnClientAsync(ec2, Scope(ofEnvironment), "stop", "--scope", argument);

        Assert.Equal(2, exitCode);
        Assert.Contains("STOPINATOR_SCOPE: The selector 'Env' is malformed", errors, StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Fact]
    public async Task Run_ScopeBesideAnEmptyOne_IsTaken()
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);

        Assert.Equal(0, (await RunOnClientAsync(ec2, Scope(" "), "stop", "--scope", "tag:Env=prod")).ExitCode);
        Assert.Equal(1, ec2.Instances.Count(instance => instance.Stops > 0));
    }

    [Fact]
    public async Task Run_ShortHelp_IsTheHelp()
    {
        var (exitCode, output, _) = await RunAsync(ec2: null, "-h");

        Assert.Equal((0, (await RunAsync(ec2: null, "--help")).Output), (exitCode, output));
    }

    [Fact]
    public async Task Run_Ec2Refuses_Fails()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(FunctionLab.Fleet);
        ec2.Faults.On("DescribeInstances").Fail("AuthFailure", "AWS was not able to validate the provided access credentials", 401);

        var (exitCode, output, errors) = await RunAsync(ec2, "stop", "--scope", "tag:Env=dev");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("AuthFailure: AWS was not able to validate the provided access credentials\n", errors);
    }

    [Theory]
    [InlineData("No action is named", "--scope", "tag:Env=dev")]
    [InlineData("'halt' is not an action; there are stop, start, reboot, reconcile.", "halt")]
    [InlineData("Did you mean 'start'?", "strat")]
    [InlineData("'now' is one argument too many after 'stop'", "stop", "now")]
    [InlineData("Did you mean '--dry-run'?", "stop", "--dryrun")]
    [InlineData("'-x' is not an option.", "stop", "-x")]
    [InlineData("'false' after --dry-run is no action; a switch takes its value with '=': --dry-run=false.", "stop", "--dry-run", "false")]
    [InlineData("'true' after --json is no action; a switch takes its value with '=': --json=true.", "--json", "true", "stop")]
    [InlineData("--scope is given twice, as 'all' and as 'tag:Env=prod'; give it once.", "stop", "--scope", "all", "--scope", "tag:Env=prod")]
    [InlineData("--dry-run is given twice, as 'true' and as 'false'; give it once.", "stop", "--dry-run", "--dry-run=false")]
    [InlineData("--region is given twice, as 'us-east-1' and as 'eu-west-1'; give it once.", "stop", "--region", "us-east-1", "--region=eu-west-1")]
    [InlineData("--scope takes a value.", "stop", "--scope")]
    [InlineData("--scope takes a value.", "stop", "--scope", "--dry-run")]
    [InlineData("--json is 'perhaps'", "stop", "--json=perhaps")]
    [InlineData("--endpoint is 'there'", "stop", "--endpoint", "there")]
    [InlineData("STOPINATOR_SCOPE is not set", "stop")]
    [InlineData("STOPINATOR_STOP_MODE is 'hard'", "stop", "--scope", "tag:Env=dev", "--stop-mode", "hard")]
    [InlineData("Ec2.Region: 'eu-west-11' is not a region", "stop", "--scope", "tag:Env=dev", "--region", "eu-west-11")]
    public async Task Run_WrongUsage_SaysWhatIsWrong(string says, params string[] args)
    {
        var (exitCode, output, errors) = await RunAsync(ec2: null, args);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.EndsWith("\n--help shows the options.\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_NamesEveryOptionThatConcernsARun()
    {
        var (exitCode, output, _) = await RunAsync(ec2: null, "--help");

        // Of events, answers and log lines there are none here, and the action is an argument.
        string[] left = ["--max-event-age", "--event-allow", "--state-change-grace", "--max-report-bytes", "--metrics", "--action"];
        Assert.Equal(0, exitCode);
        Assert.All(
            Setting.All.Select(setting => setting.Option).Except(left, StringComparer.Ordinal),
            option => Assert.Contains($"{option} ", output, StringComparison.Ordinal));
        Assert.All(left, option => Assert.DoesNotContain(option, output, StringComparison.Ordinal));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 125));
    }

    [Fact]
    public async Task Run_Cancelled_SaysSo()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(FunctionLab.Fleet);
        using var cancelled = new CancellationTokenSource();
        ec2.Faults.On("DescribeInstances").Do(cancelled.Cancel);

        var (exitCode, _, errors) = await RunAsync(ec2, cancelled.Token, "stop", "--scope", "tag:Env=dev");

        Assert.Equal((130, "Cancelled; nothing was done.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Run_ClientHandedOver_StopsThroughIt()
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);

        var (exitCode, output, errors) = await RunOnClientAsync(ec2, "stop", "--scope", "tag:Env=dev");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.EndsWith("\nstop: 3 accepted (of 3 instances, 1 call).\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--region", "--region", "eu-west-1")]
    [InlineData("--endpoint, --profile", "--endpoint=http://127.0.0.1:5577", "--profile=dev")]
    public async Task Run_ClientHandedOverAndAnOptionOfAnother_IsRefused(string names, params string[] args)
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);

        var (exitCode, _, errors) = await RunOnClientAsync(ec2, ["stop", "--scope", "tag:Env=dev", .. args]);

        Assert.Equal(2, exitCode);
        Assert.StartsWith(
            $"This program hands over an IAmazonEC2, which has its own region, credentials and endpoint; run it without {names}.\n", errors, StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    private static Dictionary<string, string> Scope(string scope) => new(StringComparer.Ordinal) { ["STOPINATOR_SCOPE"] = scope };

    private static Task<(int ExitCode, string Output, string Errors)> RunOnClientAsync(SimulatedEc2 ec2, params string[] args) => RunOnClientAsync(ec2, [], args);

    private static async Task<(int ExitCode, string Output, string Errors)> RunOnClientAsync(
        SimulatedEc2 ec2, Dictionary<string, string> environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandProgram.RunAsync(
            args, environment, configure: null, FunctionClient.Of(ec2.CreateClient()), schedules: null, output, errors, CancellationToken.None);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(SimulatedEc2? ec2, params string[] args) => RunAsync(ec2, CancellationToken.None, args);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(SimulatedEc2? ec2, CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        string[] endpoint = ec2 is null ? [] : ["--endpoint", ec2.Endpoint.ToString()];
        var exitCode = await CommandProgram.RunAsync(
            [.. args, .. endpoint],
            new Dictionary<string, string>(),
            options => (options.Credentials, options.Ec2.Region) = (new BasicAWSCredentials("AKIDEXAMPLE", "secret"), ec2 is null ? null : "us-east-1"),
            client: null,
            schedules: null,
            output,
            errors,
            cancellationToken);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }
}
