using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The notations of the infrastructure besides CloudFormation's: what they generate is read by the tools they are for.</summary>
public sealed class NotationsTests(Scratch scratch)
{
    private static readonly Dictionary<string, string[]> FilesOf = new(StringComparer.Ordinal)
    {
        ["cdk"] =
        [
            "infra/NightStop.Function.cs", "infra/NightStop.cs", "infra/NightStopProps.cs", "infra/NightStopStack.cs", "infra/Ops Night-Stop.2.Infra.csproj", "infra/Program.cs",
            "infra/cdk.json",
        ],
        ["terraform"] = ["infra/main.tf", "infra/variables.tf"],
        ["serverless"] = ["infra/resources.yml", "infra/serverless.yml"],
        ["cli"] = ["infra/down.sh", "infra/up.sh"],
        ["none"] = [],
    };

    [Fact]
    public async Task Generate_InEachNotation_GivesItsFilesWithoutTraces()
    {
        foreach (var project in await GenerateAsync(_ => true))
        {
            GeneratedText.Check(project);
            Assert.Equal(
                FilesOf[project.Combination.Infra].Concat(PartsOf(project.Combination)).Order(StringComparer.Ordinal),
                project.Files.Where(file => file.StartsWith("infra/", StringComparison.Ordinal) && !file.StartsWith("infra/Dockerfile.publish", StringComparison.Ordinal)));
        }
    }

    // The files that only some options need.
    private static IEnumerable<string> PartsOf(Combination options)
    {
        if (options.HasTargets)
        {
            yield return "infra/spoke-role.yaml";
        }

        if (options.Infra == "cdk" && options.IsScheduled)
        {
            yield return "infra/NightStop.Schedules.cs";
        }

        if (options.Infra == "cdk" && (options.Has("--http-api") || options.Events.Any(name => name is "alarm" or "state-change")))
        {
            yield return "infra/NightStop.Events.cs";
        }
    }

    [Fact]
    public async Task Scripts_OfTheAwsCli_PassBashAndShellCheck()
    {
        var scripts = (await GenerateAsync(options => options.Infra == "cli")).SelectMany(project => FilesOf["cli"].Select(file => Path.Combine(project.Folder, file))).ToArray();

        await Tool.RunAsync(scratch.Root, "bash", ["-n", .. scripts]);
        await Tool.RunAsync(scratch.Root, "shellcheck", scripts);
    }

    [Fact]
    public async Task Terraform_IsFormattedAndParsed()
    {
        var folders = (await GenerateAsync(options => options.Infra == "terraform"))
            .Select(project => Path.Combine(project.Folder, "infra"));

        foreach (var folder in folders)
        {
            await Tool.RunAsync(folder, "terraform", ["fmt", "-check", "-diff"]);
        }
    }

    [Theory]
    [LongInlineData("terraform", "infra/main.tf", "STOPINATOR_SELECTOR = \"tag:Team=$${a},%%{b},\\\"it's \\\\ c\\\"\"\n")]
    [InlineData("cli", "infra/up.sh", "\"STOPINATOR_SELECTOR\": \"tag:Team=${a},%{b},\\\"it'\\''s \\\\ c\\\"\",\n")]
    public async Task Selector_WithCharactersOfTheNotation_MeansItself(string infra, string file, string written)
    {
        var project = await scratch.Clone.GenerateAsync(
            new Combination("NightStop", "--instance-tag", "Env=dev", "--infra", infra, "--selector", "tag:Team=${a},%{b},\"it's \\ c\""),
            $"selector-{infra}");

        Assert.Contains(written, project.Read(file), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<GeneratedProject>> GenerateAsync(Func<Combination, bool> isWanted) =>
        scratch.ProjectsAsync(Combinations.OfNotations().Where(isWanted));
}
