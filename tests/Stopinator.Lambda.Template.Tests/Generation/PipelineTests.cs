using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The pipelines: their files are read by the tools they are for, and their jobs deploy nothing that was not tried and approved.</summary>
public sealed partial class PipelineTests(Scratch scratch)
{
    private static readonly string[] Publishers = ["actions", "aws-actions", "hashicorp"];
    private static readonly string[] StepsOfADeployment = ["diff", "deploy", "dry-run"];

    [Fact]
    public async Task Generate_ForEachNotation_GivesAPipelineOfScriptsThatAreThere()
    {
        foreach (var project in await GenerateAsync())
        {
            GeneratedText.Check(project);
            var options = project.Combination;
            var file = options["--ci"] == "github" ? ".github/workflows/deploy.yml" : ".gitlab-ci.yml";
            Assert.Equal([file], project.Files.Where(name => name.StartsWith('.') && name.EndsWith(".yml", StringComparison.Ordinal)));

            var scripts = project.Files.Where(
                name => name.StartsWith("ci/", StringComparison.Ordinal) && name.EndsWith(".sh", StringComparison.Ordinal));
            Assert.Equal(
                scripts, ScriptOf().Matches(project.Read(file)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(options.Infra is "cdk" or "terraform" or "serverless", scripts.Contains("ci/synth.sh"));
            Assert.Equal(options.Infra == "terraform", project.Files.Contains("infra/backend.tf"));
            Assert.Equal(options.IsAot, project.Read("ci/publish.sh").Contains("infra/Dockerfile.publish", StringComparison.Ordinal));
            Assert.Contains("ci/role.yaml", project.Read("README.md"), StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)access.?key|secret", string.Concat(scripts.Append(file).Append("ci/role.yaml").Select(project.Read)));
        }
    }

    [Fact]
    public async Task Scripts_OfEveryPipeline_PassShellCheck()
    {
        var scripts =
            (await GenerateAsync()).SelectMany(project => Directory.GetFiles(Path.Combine(project.Folder, "ci"), "*.sh"))
                .DistinctBy(File.ReadAllText, StringComparer.Ordinal).ToArray();

        await Tool.RunAsync(scratch.Root, "bash", ["-n", .. scripts]);
        await Tool.RunAsync(scratch.Root, "shellcheck", scripts);
    }

    [Fact]
    public async Task Role_OfEveryPipeline_PassesTheLinterAndAllowsNothingOnEverythingButLooks()
    {
        var projects = await GenerateAsync();
        Assert.All(projects, project =>
        {
            var file = InfrastructureFile.Read(Path.Combine(project.Folder, "ci/role.yaml"));
            var trust = InfrastructureFile.At(file.Resources["DeployRole"], "Properties/AssumeRolePolicyDocument/Statement")![0];
            var conditions = (YamlMappingNode)InfrastructureFile.At(trust, "Condition/StringEquals")!;
            Assert.Equal("sts:AssumeRoleWithWebIdentity", InfrastructureFile.At(trust, "Action")!.ToString());
            Assert.Equal(
                project.Combination["--ci"] == "github"
                    ? ["sts.${AWS::URLSuffix}", "repo:${Repository}:environment:${Environment}"]
                    : ["https://gitlab.com", "project_path:${Project}:ref_type:branch:ref:${Branch}:deployment_tier:${Tier}"],
                conditions.Children.Values.Select(value => value.ToString()));

            // Lambda, for this function, may fetch the image that the pipeline pushes.
            Assert.Equal(project.Combination is { IsImage: true, Infra: not "cdk" }, file.Resources.TryGetValue("Images", out var images));
            if (images is not null)
            {
                var pull = new Statement(InfrastructureFile.At(images, "Properties/RepositoryPolicyText/Statement")![0]);
                Assert.Equal(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], pull.Actions);
            }

            var everywhere = StatementsOf(file).Where(statement => statement.Resources.Contains("*"))
                .SelectMany(statement => statement.Actions);

            // A mapping that does not exist yet is bounded by the function in a condition.
            Assert.All(
                everywhere.Except(["lambda:CreateEventSourceMapping"]),
                action => Assert.Matches("^[a-z0-9]+:(Describe|Get|Validate)[A-Za-z]+$", action));
            Assert.All(StatementsOf(file).SelectMany(statement => statement.Actions), action => Assert.NotEqual("*", action));
        });

        await CfnLint.CheckAsync(scratch, projects.Select(project => Path.Combine(project.Folder, "ci/role.yaml")));
    }

    [Fact]
    public async Task Workflow_OfGitHub_DeploysToTestThenAfterAnApprovalToProduction()
    {
        foreach (var project in await GenerateAsync("github"))
        {
            var jobs = InfrastructureFile.ReadYaml(Path.Combine(project.Folder, ".github/workflows/deploy.yml"))["jobs"];
            Assert.Equal(["build", "test", "production"], ((YamlMappingNode)jobs).Children.Keys.Select(key => key.ToString()));
            Assert.Equal(("build", "test"), (jobs["test"]["needs"].ToString(), jobs["production"]["needs"].ToString()));
            Assert.Equal("github.event_name == 'push'", jobs["test"]["if"].ToString());
            Assert.Null(InfrastructureFile.At(jobs["build"], "permissions"));
            Assert.All((string[])["test", "production"], name =>
            {
                var job = jobs[name];
                var credentials = ((YamlSequenceNode)job["steps"]).Single(step => InfrastructureFile.At(step, "uses")?.ToString().StartsWith("aws-actions/", StringComparison.Ordinal) == true);
                Assert.Equal(project.Combination["--region"] is null, InfrastructureFile.At(credentials, "with/audience") is not null);
                Assert.Equal((name, "write"), (job["environment"].ToString(), job["permissions"]["id-token"].ToString()));
                Assert.Equal(
                    StepsOfADeployment, StepOf().Matches(string.Join('\n', Steps(job, "run"))).Select(match => match.Groups["step"].Value));
            });

            var actions = ((YamlMappingNode)jobs).Children.Values.SelectMany(job => Steps(job, "uses"));
            Assert.All(actions, action => Assert.Contains(action.Split('/')[0], Publishers));
            Assert.All(actions, action => Assert.Matches("@v[0-9]+$", action));
        }
    }

    [Fact]
    public async Task Workflow_OfGitHub_PassesTheValidator()
    {
        var validator = NodeTool.Require("action-validator");
        foreach (var project in await GenerateAsync("github"))
        {
            await Tool.RunAsync(project.Folder, validator, [".github/workflows/deploy.yml"]);
        }
    }

    [Fact]
    public async Task Pipeline_OfGitLab_PassesItsSchemaAndWaitsForAPersonBeforeProduction()
    {
        var reader = NodeTool.Require("gitlab-ci-local");
        foreach (var project in await GenerateAsync("gitlab"))
        {
            // It takes the branch and the address from a repository.
            var folder = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"));
            await Tool.RunAsync(project.Folder, "bash", ["-c", """
                cp -r . "$0" && cd "$0" && git init -q -b main && git remote add origin git@gitlab.com:group/project.git && git add -A \
                  && git -c user.name=a -c user.email=a@example.com commit -q -m a
                """, folder]);
            var list = await Tool.RunAsync(folder, reader, ["--list-csv-all"]);

            Assert.Matches("(?m)^build;.*;build;on_success;", list);
            Assert.Matches("(?m)^test;.*;test;on_success;", list);
            Assert.Matches("(?m)^production;.*;production;manual;", list);
        }
    }

    private Task<IReadOnlyList<GeneratedProject>> GenerateAsync(params string[] of) => scratch.ProjectsAsync(
        Combinations.OfPipelines().Where(combination => of.Length == 0 || of.Contains(combination["--ci"])));

    private static IEnumerable<Statement> StatementsOf(InfrastructureFile file) =>
        from resource in file.Resources.Values
        from statements in (YamlNode?[])
        [
            InfrastructureFile.At(resource, "Properties/PolicyDocument/Statement"),
            .. (InfrastructureFile.At(resource, "Properties/Policies") as YamlSequenceNode ?? [])
                .Select(policy => InfrastructureFile.At(policy, "PolicyDocument/Statement")),
        ]
        from statement in statements as YamlSequenceNode ?? []
        select new Statement(statement);

    private static IEnumerable<string> Steps(YamlNode job, string kind) =>
        ((YamlSequenceNode)job["steps"]).Select(step => InfrastructureFile.At(step, kind)?.ToString()).OfType<string>();

    [GeneratedRegex(@"\bci/[a-z-]+\.sh")]
    private static partial Regex ScriptOf();

    [GeneratedRegex(@"bash ci/(?<step>[a-z-]+)\.sh", RegexOptions.ExplicitCapture)]
    private static partial Regex StepOf();
}
