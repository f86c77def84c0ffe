using System.Text.Json;
using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>Commands at the accounts and regions of a document.</summary>
public sealed class TargetsTests : IAsyncDisposable
{
    private const string Payments = "111122223333";
    private const string Search = "444455556666";
    private readonly ToolLab _lab = ToolLab.Create();
    private readonly SimulatedEc2 _payments;
    private readonly SimulatedEc2 _search;

    public TargetsTests()
    {
        _payments = Region(Payments);
        _search = Region(Search);
        _lab.ClientFor = target => target.RoleArn?.Split(':')[4] switch
        {
            Payments => _payments.CreateClient(),
            Search => _search.CreateClient(),
            _ => throw new Ec2Exception("NoCredentials", $"{target.RoleArn} cannot be assumed."),
        };
        _lab.Write("targets.json", Document($"{{\"account\":\"{Payments}\",\"name\":\"payments\"}},\"{Search}\""));
    }

    [Fact]
    public async Task Stop_AtTargets_ShowsOneTableAndActsAtEach()
    {
        var result = await _lab.RunAsync("stop", "tag:Env=dev", "--targets", "targets.json", "--yes", "--out", "report.json");

        Assert.Equal(0, result.Code);
        Assert.Matches(@"Target\s+Instance\s+Name\s+Before\s+Seen\s+Outcome\s+Why", result.Output);
        Assert.Matches(@"payments/eu-west-1\s+i-[0-9a-f]+\s+web\s+running\s+stopped\s+reached", result.Output);
        Assert.Contains("stop at 2 targets: 2 reached (of 2 instances, 2 calls).", result.Output, StringComparison.Ordinal);
        Assert.Contains("payments/eu-west-1: stop: 1 reached (of 1 instance, 1 call).", result.Messages, StringComparison.Ordinal);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(SimulatedState.Stopped, instance.State));
        Assert.Equal(2, JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_lab.Folder.FullName, "report.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("targets").GetArrayLength());
    }

    [Fact]
    public async Task Stop_WithoutATerminal_IsRefusedBeforeAnythingIsDone()
    {
        var result = await _lab.RunAsync("stop", "all", "--targets", "targets.json");

        Assert.Equal(3, result.Code);
        Assert.Contains("stop 2 of 2 instances at 2 targets.", result.Messages, StringComparison.Ordinal);
        Assert.All(_payments.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Fact]
    public async Task Stop_ATargetFails_IsARowAndTheExitCode()
    {
        _lab.Write("targets.json", Document($"\"{Payments}\",\"999988887777\""));

        var result = await _lab.RunAsync("stop", "all", "--targets", "targets.json", "--yes");

        Assert.Equal(1, result.Code);
        Assert.Matches(@"999988887777/eu-west-1 .*failed .*cannot be assumed\. Check that .*\(sts:AssumeRole\)\.", result.Output);
        Assert.Contains("stop at 2 targets: 1 reached (of 1 instance, 1 call); 1 target failed.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanAndApply_AtTargets_CarryOutWhatWasReviewed()
    {
        var planned = await _lab.RunAsync("plan", "stop", "all", "--targets", "targets.json", "--out", "plan.json");
        Assert.Equal(0, planned.Code);
        Assert.Contains("stop 2 of 2 instances at 2 targets.", planned.Output, StringComparison.Ordinal);
        Assert.All(_payments.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));

        var applied = await _lab.RunAsync("apply", "plan.json", "--targets", "targets.json", "--yes");

        Assert.Equal(0, applied.Code);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(SimulatedState.Stopped, instance.State));
    }

    [Theory]
    [InlineData("stop tag:Env=dev")]
    [InlineData("reconcile")]
    public async Task Undo_OfAReportOfTargets_TurnsBackEach(string command)
    {
        _lab.Write("more.json", Document($"{{\"account\":\"{Payments}\",\"name\":\"payments\"}},\"{Search}\",\"999988887777\""));
        var run = await _lab.RunAsync([.. command.Split(' '), "--targets", "more.json", "--yes", "--out", "report.json"]);
        Assert.Equal(1, run.Code);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(SimulatedState.Stopped, instance.State));

        var undone = await _lab.RunAsync("undo", "report.json", "--targets", "targets.json", "--yes", "--out", "undone.json");

        Assert.Equal(0, undone.Code);
        Assert.Contains("at 2 targets: 2 reached (of 2 instances, 2 calls).", undone.Output, StringComparison.Ordinal);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(SimulatedState.Running, instance.State));
        var again = await _lab.RunAsync("undo", "undone.json", "--targets", "targets.json", "--yes");
        Assert.Equal(0, again.Code);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(SimulatedState.Stopped, instance.State));
    }

    [Fact]
    public async Task Undo_OfAReportOfTargets_LeavesWhatCannotBeTurnedBack()
    {
        await _lab.RunAsync("stop", "all", "--targets", "targets.json", "--yes", "--out", "report.json");
        _search.SetState(_search.Instances[0].Id, SimulatedState.Running);
        await _lab.RunAsync("reboot", "all", "--targets", "targets.json", "--yes", "--out", "reboot.json");

        var undone = await _lab.RunAsync("undo", "report.json", "--targets", "targets.json", "--yes", "-o", "ids");
        var reboot = await _lab.RunAsync("undo", "reboot.json", "--targets", "targets.json", "--yes");

        Assert.Equal($"{_payments.Instances[0].Id}\n", undone.Output);
        Assert.Contains(
            $"{Search}/eu-west-1: {_search.Instances[0].Id} is not turned back: Nothing turns back a reboot.", reboot.Messages,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_OfARunThatChangedNothing_SaysSo()
    {
        await _lab.RunAsync("start", "all", "--targets", "targets.json", "--yes", "--out", "report.json");

        var result = await _lab.RunAsync("undo", "report.json", "--targets", "targets.json", "--yes");

        Assert.Equal(0, result.Code);
        Assert.Contains("The run changed nothing; there is nothing to turn back.", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The report is of many targets. Name the document of accounts and regions by --targets", "report.json")]
    [InlineData("The report is of one region. Leave --targets out", "one.json", "--targets", "targets.json")]
    [InlineData("The saved plan is for 'payments/eu-west-1', which is not among the targets", "report.json", "--targets", "search.json")]
    [InlineData("$.targets is no array.", "text.json", "--targets", "targets.json")]
    [InlineData("$.targets[0] is no object.", "number.json", "--targets", "targets.json")]
    [InlineData("$.targets[0].name is missing", "nameless.json", "--targets", "targets.json")]
    [InlineData("$.targets[0].report: ", "empty.json", "--targets", "targets.json")]
    public async Task Undo_AReportThatDoesNotFit_SaysWhatIsWrong(string message, params string[] args)
    {
        await _lab.RunAsync("stop", "all", "--targets", "targets.json", "--yes", "--out", "report.json");
        _lab.Write("search.json", Document($"\"{Search}\""));
        _lab.Write("one.json", """{"request":{}}""");
        _lab.Write("text.json", """{"targets":"all"}""");
        _lab.Write("number.json", """{"targets":[1]}""");
        _lab.Write("nameless.json", """{"targets":[{"report":{}}]}""");
        _lab.Write("empty.json", """{"targets":[{"name":"a","region":"eu-west-1","report":{}}]}""");

        var result = await _lab.RunAsync(["undo", .. args, "--yes"]);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Messages.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(_payments.Instances, instance => Assert.Equal(SimulatedState.Stopped, instance.State));
    }

    [Fact]
    public async Task Reconcile_AtTargets_GoesByTheSchedulesOfEach()
    {
        var planned = await _lab.RunAsync("reconcile", "--targets", "targets.json", "--plan", "-o", "ids");
        Assert.Equal(2, planned.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var result = await _lab.RunAsync("reconcile", "--targets", "targets.json", "--yes");

        Assert.Equal(0, result.Code);
        Assert.Contains("reconcile at 2 targets: 2 reached (of 2 instances, 2 calls).", result.Output, StringComparison.Ordinal);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(1, instance.Stops));
    }

    [Fact]
    public async Task Apply_APlanOfAReconcileAtTargets_StopsAsItSays()
    {
        var planned = await _lab.RunAsync("reconcile", "--targets", "targets.json", "--plan", "--out", "plan.json");
        var file = Path.Combine(_lab.Folder.FullName, "plan.json");
        Assert.EndsWith($"The plan is in {file}.\n", planned.Messages, StringComparison.Ordinal);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(0, instance.Stops));

        var applied = await _lab.RunAsync("apply", "plan.json", "--targets", "targets.json", "--yes");

        Assert.Equal(0, applied.Code);
        Assert.All([.. _payments.Instances, .. _search.Instances], instance => Assert.Equal(1, instance.Stops));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Preview_AtTargets_ShowsAllFleetsAndNamesWhatFailed(bool whatIf)
    {
        _lab.Write("targets.json", Document($"\"{Payments}\",\"{Search}\",\"999988887777\""));

        var result = await _lab.RunAsync(
            ["preview", "--targets", "targets.json", "-o", "json", .. whatIf ? ["--what-if", "24x7 UTC"] : Array.Empty<string>()]);

        Assert.Equal(1, result.Code);
        Assert.Equal(2, JsonDocument.Parse(result.Output).RootElement.GetProperty("instances").GetArrayLength());
        Assert.Contains("999988887777/eu-west-1: ", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--region names one region, and --targets lists the regions", "stop", "all", "--targets", "targets.json", "--region", "eu-west-1")]
    [InlineData("The list of targets ", "stop", "all", "--targets", "missing.json")]
    [InlineData("'1' is no account", "stop", "all", "--targets", "wrong.json")]
    [InlineData("excludes every account and region that it lists", "preview", "--targets", "empty.json")]
    public async Task Run_TargetsThatCannotBeUsed_AreWrongUsage(string message, params string[] args)
    {
        _lab.Write("wrong.json", """{"accounts":["1"]}""");
        _lab.Write("empty.json", Document($"\"{Payments}\"").Replace("{\"role", $"{{\"exclude\":[\"{Payments}\"],\"role", StringComparison.Ordinal));

        var result = await _lab.RunAsync(args);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Messages, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _payments.DisposeAsync();
        await _search.DisposeAsync();
        await _lab.DisposeAsync();
    }

    private SimulatedEc2 Region(string account) => SimulatedEc2.Create(
        fleet => fleet.Add(instance => instance.Named("web").Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running()),
        new SimulatedEc2Options { TimeProvider = _lab.Clock, Region = "eu-west-1", AccountId = account });

    private static string Document(string accounts) =>
        $$"""{"roleName":"stopinator-spoke","regions":["eu-west-1"],"accounts":[{{accounts}}]}""";
}
