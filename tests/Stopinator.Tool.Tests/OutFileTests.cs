using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The files of <c>--out</c> and <c>--html</c>: they are checked before anything is sent, and no report is lost.</summary>
public sealed class OutFileTests
{
    private const string Web = "tag:Env=dev and tag:Name~web-*";

    [Theory]
    [InlineData("stop|all|--yes|--out|taken/result.json")]
    [InlineData("reconcile|--yes|--out|taken/result.json")]
    [InlineData("reconcile|--plan|--out|taken/result.json")]
    [InlineData("apply|plan.json|--yes|--out|taken/result.json")]
    [InlineData("plan|stop|all|--out|taken/result.json")]
    [InlineData("preview|--html|taken/result.json")]
    public async Task Run_AFileThatCannotBeWritten_IsRefusedBeforeACall(string line)
    {
        await using var lab = ToolLab.Create();
        lab.Write("taken", "a file, and not a folder");

        var words = line.Split('|');
        var result = await lab.RunAsync(words);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith(
            $"{words[^2]} is 'taken/result.json', which cannot be written; nothing was done. ", result.Messages, StringComparison.Ordinal);
        Assert.EndsWith(" Name a file in a folder in which you may write.\n", result.Messages, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Run_AFolderInPlaceOfTheFile_IsRefused()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", "all", "--yes", "--out", ".");

        Assert.Equal(2, result.Code);
        Assert.StartsWith(
            "--out is '.', which cannot be written; nothing was done. It is a folder. ", result.Messages, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Stop_AFolderThatIsMissing_IsCreated()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", Web, "--yes", "--out", "missing/folder/report.json");

        Assert.Equal(0, result.Code);
        Assert.Equal(2, PowerReport.FromJson(await ReadAsync(lab, "missing/folder/report.json")).Count(Outcome.Reached));
    }

    [Fact]
    public async Task Stop_Refused_LeavesTheFileAsItWas()
    {
        await using var lab = ToolLab.Create();
        lab.Write("old.json", "old");

        var (old, fresh) = (await lab.RunAsync("stop", Web, "--out", "old.json"), await lab.RunAsync("stop", Web, "--out", "new.json"));

        Assert.Equal((3, 3), (old.Code, fresh.Code));
        Assert.Equal("old", await ReadAsync(lab, "old.json"));
        Assert.False(File.Exists(Path.Combine(lab.Folder.FullName, "new.json")));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task Stop_AFileThatCannotBeWrittenAfterTheRun_HasTheReportOnStandardOutput(string format)
    {
        await using var lab = ToolLab.Create();
        var path = Path.Combine(lab.Folder.FullName, "report.json");
        lab.Ec2.Faults.On("StopInstances").Always().DoAfterActing(() => Directory.CreateDirectory(path));

        var result = await lab.RunAsync("stop", Web, "--yes", "--out", "report.json", "-o", format);

        Assert.Equal(1, result.Code);
        Assert.Equal(2, PowerReport.FromJson(result.Output[result.Output.IndexOf('{', StringComparison.Ordinal)..]).Count(Outcome.Reached));
        Assert.Contains($"Instances were changed. The report could not be written to {path}: ", result.Messages, StringComparison.Ordinal);
        Assert.Contains("The end of standard output is the report; save it.", result.Messages, StringComparison.Ordinal);
        Assert.Equal(SimulatedState.Stopped, lab.Ec2.Instances[0].State);
    }

    private static Task<string> ReadAsync(ToolLab lab, string name) =>
        File.ReadAllTextAsync(Path.Combine(lab.Folder.FullName, name), TestContext.Current.CancellationToken);
}
