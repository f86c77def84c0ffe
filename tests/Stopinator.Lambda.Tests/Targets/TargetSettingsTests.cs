using Amazon.EC2;
using Stopinator.Lambda.CommandLine;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Tests.Targets;

/// <summary>The list of targets: where it comes from, and what contradicts it.</summary>
public sealed class TargetSettingsTests
{
    private const string One = """{"roleName":"stopinator-spoke","regions":["eu-west-1"],"accounts":["111122223333"]}""";

    [Theory]
    [InlineData("ssm:/power/targets", "this program reads no targets from AWS")]
    [InlineData("s3://power/targets.json", "this program reads no targets from AWS")]
    [InlineData("missing.json", "it takes JSON, or the path of a file beside the function")]
    [InlineData("""{"accounts":["1111"]}""", "STOPINATOR_TARGETS: $.accounts[0]: '1111'")]
    [InlineData("""{"accounts":[{"account":"own","schedules":"ssm:/power/schedules"}]}""", "gives own schedules of its own, 'ssm:/power/schedules', and this program opens no sources")]
    public void Create_ListThatCannotBeUsed_IsAnErrorAtStart(string targets, string message)
    {
        var refused = Assert.Throws<FunctionSettingsException>(() => Create(targets));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_AClientOfOneRegion_ContradictsTheList()
    {
        var refused = Assert.Throws<FunctionSettingsException>(() => StopinatorFunction.Create(Environment(One), Substitute.For<IAmazonEC2>()));

        Assert.Equal(
            "The settings cannot be used: STOPINATOR_TARGETS lists accounts and regions, and the IAmazonEC2 handed over is of one of them. Hand over a "
            + "Func<PowerTarget, IAmazonEC2>, or none.",
            refused.Message);
    }

    [Fact]
    public void Create_ClientsForTargetsWithoutAList_AreRefused()
    {
        var refused = Assert.Throws<FunctionSettingsException>(() =>
            StopinatorFunction.Create(Environment(""), clientFor: _ => Substitute.For<IAmazonEC2>()));

        Assert.Contains("The program hands over clients for targets, and STOPINATOR_TARGETS is not set.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AFileBesideTheFunction_IsRead()
    {
        var file = $"targets-{Guid.NewGuid():n}.json";
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), One, TestContext.Current.CancellationToken);
        await using var lab = new TargetsLab(("STOPINATOR_TARGETS", file)).WithFleets();

        var answer = await lab.InvokeAsync("""{"action":"stop"}""");
        File.Delete(Path.Combine(AppContext.BaseDirectory, file));

        Assert.Equal("111122223333/eu-west-1", Assert.Single(answer.GetProperty("targets").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Invoke_ASource_IsAskedAtEachRunAndItsProblemIsTold()
    {
        var (sources, source) = (Substitute.For<IScheduleSources>(), Substitute.For<IPowerTargetsSource>());
        sources.Targets("ssm:/power/targets").Returns(source);
        await using var lab = new TargetsLab(sources, configure: null, ("STOPINATOR_TARGETS", "ssm:/power/targets")).WithFleets();

        source.GetAsync(Arg.Any<CancellationToken>()).Returns(new PowerTargetsReading(PowerTargets.Parse(One), FunctionLab.Now));
        var first = await lab.InvokeAsync("""{"action":"stop"}""");
        source.GetAsync(Arg.Any<CancellationToken>()).Returns(new PowerTargetsReading(PowerTargets.Parse(TargetsLab.Document), FunctionLab.Now, "ssm:/power/targets is gone."));
        var second = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.Equal((1, 3), (first.GetProperty("targets").GetArrayLength(), second.GetProperty("targets").GetArrayLength()));
        Assert.Equal("ssm:/power/targets is gone.", Assert.Single(second.GetProperty("catalogProblems").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Invoke_AListThatExcludesEverything_IsRefused()
    {
        await using var lab = new TargetsLab(("STOPINATOR_TARGETS", One.Replace("{", "{ \"exclude\": [\"111122223333\"], ", StringComparison.Ordinal)));

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync("""{"action":"stop"}"""));

        Assert.Equal("STOPINATOR_TARGETS excludes every account and region that it lists; nothing was done.", refused.Message);
    }

    [Fact]
    public async Task Run_AsACommand_ShowsOneTableWithTheTargets()
    {
        await using var lab = new TargetsLab().WithFleets();
        lab.Add("999988887777", "eu-west-1", _ => { });

        var (exitCode, output, errors) = await RunAsync(lab, "stop", "--targets", TargetsLab.Document);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("target                  instance             name  before   outcome   why\n", output, StringComparison.Ordinal);
        Assert.Contains("\npayments/eu-west-1      i-", output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nstop at 3 targets: 3 accepted (of 3 instances, 3 calls).\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ATargetFails_IsARowOfTheTableAndTheExitCode()
    {
        await using var lab = new TargetsLab();
        lab.Add(TargetsLab.Own, "us-east-1", fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Running()));

        var (exitCode, output, errors) = await RunAsync(lab, "stop", "--targets", TargetsLab.Document, "--fail-on", "any");

        Assert.Equal(1, exitCode);
        var row = Assert.Single(output.Split('\n'), line => line.StartsWith("payments/eu-west-1 ", StringComparison.Ordinal));
        Assert.Contains("arn:aws:iam::111122223333:role/stopinator-spoke cannot be assumed. Check that", row, StringComparison.Ordinal);
        Assert.Contains("NoCredentials", row, StringComparison.Ordinal);
        Assert.Contains("2 targets failed", output, StringComparison.Ordinal);
        Assert.StartsWith("The first: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("2 targets failed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ARegionBesideTargets_IsWrongUsage()
    {
        var (exitCode, _, errors) = await RunAsync(client: null, "stop", "--targets", TargetsLab.Document, "--region", "eu-west-1");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--region names one region, and STOPINATOR_TARGETS lists the regions; leave one of them out.\n", errors, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(TargetsLab lab, params string[] args) =>
        RunAsync(FunctionClient.Of(lab.ClientFor), args);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(FunctionClient? client, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandProgram.RunAsync(
            [.. args, "--scope", "tag:Env=dev"], new Dictionary<string, string>(), configure: null, client, schedules: null, output, errors, CancellationToken.None);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }

    private static StopinatorFunction Create(string targets) => StopinatorFunction.Create(Environment(targets));

    private static Dictionary<string, string> Environment(string targets) =>
        new(StringComparer.Ordinal) { ["STOPINATOR_SCOPE"] = "tag:Env=dev", ["STOPINATOR_TARGETS"] = targets };
}
