using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>The steps of the pipelines that need no account, run as a pipeline runs them, by a stranger.</summary>
[Collection(StrangersWork.Name)]
public sealed class PipelineStepsTests(Scratch scratch, Stranger stranger)
{
    [LongTheory]
    [InlineData("sam", "build", "lint", "publish")]
    [InlineData("cloudformation", "lint", "publish")]
    [InlineData("cdk", "build", "lint", "publish", "synth")]
    [InlineData("terraform", "lint", "publish")]
    [InlineData("serverless", "lint", "publish", "synth")]
    [InlineData("cli", "lint", "publish")]
    [InlineData("none", "lint", "publish")]
    public async Task Steps_WithoutAnAccount_Succeed(string infra, params string[] steps)
    {
        await RequireAsync(infra);
        var tools = infra is "serverless" ? Path.GetDirectoryName(NodeTool.Require("serverless")) : null;
        var project = await GenerateAsync(infra);

        foreach (var step in steps)
        {
            var result = await stranger.RunAsync(project.Folder, tools, "bash", Path.Combine("ci", $"{step}.sh"));
            Assert.True(result.ExitCode == 0, $"{step}: {result.Output}");
        }

        // What is published is the function, and nothing of the infrastructure.
        var published = Directory.GetFiles(Path.Combine(project.Folder, "publish"), "*", SearchOption.AllDirectories);
        Assert.Contains(published, file => Path.GetFileName(file) == "NightStop.dll");
        Assert.DoesNotContain(published, file => Path.GetFileName(file).Contains("CDK", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(published, file => Path.GetFileName(file).Contains("Infra", StringComparison.Ordinal));
        Assert.Equal(infra is "cloudformation" or "serverless" or "none", File.Exists(Path.Combine(project.Folder, "publish.zip")));
        Assert.Equal(infra is "cdk", File.Exists(Path.Combine(project.Folder, "infra", "cdk.out", "night-stop.template.json")));
    }

    [LongFact]
    public async Task Build_ProgramWithAWarning_Fails()
    {
        var project = await GenerateAsync("none");
        var program = Path.Combine(project.Source, "Program.cs");
        await File.AppendAllTextAsync(program, "#warning Something is not finished.\n", TestContext.Current.CancellationToken);

        var result = await stranger.RunAsync(project.Folder, null, "bash", "ci/build.sh");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Something is not finished.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [LongInlineData("None", "not-attempted", 0)]
    [LongInlineData("Unhandled", "not-attempted", 1)]
    [InlineData("None", "failed", 1)]
    public async Task DryRun_ByWhatLambdaAnswers_SucceedsOrFails(string error, string outcome, int exitCode)
    {
        var project = await scratch.Clone.GenerateAsync(
            new Combination("NightStop", "--instance-tag", "Env=dev", "--ci", "github", "--mode", "tags"),
            Path.Combine("dry-run", error + outcome));
        var report = $$$"""{"report": 1, "counts": {"{{{outcome}}}": 2}}""";
        var tools = await WriteToolAsync(project, "aws", $"echo \"$*\" > called; echo '{report}' > report.json; echo {error}");

        var result = await Stranger.RunAsync(project.Folder, tools, new Dictionary<string, string>(), "bash", "ci/dry-run.sh");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(report, result.Output, StringComparison.Ordinal);
        Assert.Contains("--payload fileb://events/dry-run.json", project.Read("called"), StringComparison.Ordinal);
    }

    [Theory]
    [LongInlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task DryRun_AtTargets_FailsWhenOneOfThemFails(int failed, int exitCode)
    {
        var project = await scratch.Clone.GenerateAsync(
            new Combination("NightStop", "--instance-tag", "Env=dev", "--ci", "github", "--targets"),
            Path.Combine("dry-run", $"targets-{failed}"));
        var tools = await WriteToolAsync(
            project, "aws", $$"""echo '{"counts": {}, "targetCount": 3, "failedTargets": {{failed}}}' > report.json; echo None""");

        var result = await Stranger.RunAsync(project.Folder, tools, new Dictionary<string, string>(), "bash", "ci/dry-run.sh");

        Assert.Equal(exitCode, result.ExitCode);
    }

    [Theory]
    [InlineData("eu-west-1", "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [LongInlineData("cn-north-1", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")]
    public async Task Deploy_ImageToARegion_GoesToTheRegistryOfItsPartition(string region, string registry)
    {
        var project = await scratch.Clone.GenerateAsync(
            new Combination(
                "NightStop", "--instance-tag", "Env=dev", "--ci", "github", "--infra", "none", "--packaging", "image", "--region", region),
            Path.Combine("registry", region));
        var tools = await WriteToolAsync(project, "aws", "echo arn:aws:sts::123456789012:assumed-role/deploy/me");

        // The password comes through a pipe. Who writes to a pipe that nobody reads is ended.
        await WriteToolAsync(project, "docker", "if [ \"$1\" = login ]; then cat > password; fi; echo \"$*\" >> called");
        await WriteToolAsync(project, "git", "echo 0a1b2c3");
        Directory.CreateDirectory(Path.Combine(project.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(project.Folder, "publish", "bootstrap"), "", TestContext.Current.CancellationToken);

        var environment = new Dictionary<string, string> { ["AWS_REGION"] = region };
        var result = await Stranger.RunAsync(project.Folder, tools, environment, "bash", "ci/deploy.sh");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains($"login --username AWS --password-stdin {registry}\n", project.Read("called"), StringComparison.Ordinal);
        Assert.Contains($"push {registry}/night-stop:0a1b2c3\n", project.Read("called"), StringComparison.Ordinal);
    }

    [Theory]
    [LongInlineData("""{ "projects": [ { "path": "NightStop.csproj" } ] }""", 0)]
    [InlineData("""{ "projects": [ { "vulnerabilities": [ { "severity": "High" } ] } ] }""", 1)]
    public async Task Scan_ByWhatTheSdkReports_SucceedsOrFails(string report, int exitCode)
    {
        var project = await scratch.Clone.GenerateAsync(
            new Combination("NightStop", "--instance-tag", "Env=dev", "--ci", "github"), Path.Combine("scan", $"{exitCode}"));
        var tools = await WriteToolAsync(project, "dotnet", $"echo \"$*\" > called; echo '{report}'");

        var result = await Stranger.RunAsync(project.Folder, tools, new Dictionary<string, string>(), "bash", "ci/scan.sh");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("list package --vulnerable", project.Read("called"), StringComparison.Ordinal);
    }

    private async Task RequireAsync(string infra)
    {
        await CfnLint.RequireAsync(scratch);
        await Tool.RunAsync(scratch.Root, "shellcheck", ["--version"]);
        if (infra is "cdk")
        {
            await CdkHost.RequireAsync(scratch);
        }
        else if (infra is "terraform")
        {
            await Tool.RunAsync(scratch.Root, infra, ["version"]);
        }
    }

    private Task<GeneratedProject> GenerateAsync(string infra) => stranger.GenerateAsync(
        new Combination(
            "NightStop", "--instance-tag", "Env=dev", "--infra", infra, "--ci", "github", "--region", "eu-west-1", "--package-source", scratch.Feed),
        Path.Combine("pipelines", $"{infra}-{Guid.NewGuid():n}"));

    // A stand-in for what a pipeline calls.
    private static async Task<string> WriteToolAsync(GeneratedProject project, string name, string body)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Folder, "tools")).FullName;
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }
}
