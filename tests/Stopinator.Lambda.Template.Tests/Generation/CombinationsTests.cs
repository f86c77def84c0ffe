using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>What is generated from every choice of every option.</summary>
[Collection(PairsOfChoices.Name)]
public sealed class CombinationsTests(Scratch scratch, GeneratedProjects projects)
{
    [Fact]
    public async Task Text_OfEveryFile_IsFreeOfTraces() => Assert.All(await projects.AllAsync(), GeneratedText.Check);

    [Fact]
    public async Task Files_ThatAreOptional_AreThereWhenAskedFor() => Assert.All(await projects.AllAsync(), project =>
    {
        var options = project.Combination;
        Assert.Equal(
            [
                (".dockerignore", options.IsImage), ("infra/Dockerfile", options.IsImage), ("nuget.config", options.Has("--package-source")),
                ("events/http.json", options.Has("--http-api")), ("events/scheduler.json", options is { IsScheduled: true, IsRule: false }),
                ("events/rule.json", options is { IsScheduled: true, IsRule: true }), ($"tests/{options.Name}.Tests/{options.Name}.Tests.csproj", !options.Has("--no-tests")),
            ],
            new[]
            {
                ".dockerignore", "infra/Dockerfile", "nuget.config", "events/http.json", "events/scheduler.json", "events/rule.json",
                $"tests/{options.Name}.Tests/{options.Name}.Tests.csproj",
            }.Select(file => (file, project.Files.Contains(file))));
    });

    [Fact]
    public async Task Generate_FromTheCloneAndFromThePackage_GivesTheSame()
    {
        foreach (var project in (await projects.AllAsync()).Take(3))
        {
            var clone = await scratch.Clone.GenerateAsync(project.Combination, Path.GetFileName(project.Folder));

            Assert.Equal(clone.Files, project.Files);
            Assert.All(clone.Files, file => Assert.Equal(
                clone.Read(file).Replace("\"0.1.0\"", $"\"{projects.Version}\"", StringComparison.Ordinal), project.Read(file)));
        }
    }

    [Fact]
    public async Task Infrastructure_OfEveryCombination_IsAsAskedFor() => Assert.All(await projects.AllAsync(), project =>
    {
        InfrastructureChecks.CheckPolicy(project);
        InfrastructureChecks.CheckFunction(project);
        InfrastructureChecks.CheckSchedules(project);
    });

    [Fact]
    public async Task Infrastructure_OfEveryCombination_PassesTheLinter() => await CfnLint.CheckAsync(scratch, await projects.AllAsync());

    [Fact]
    public async Task Infrastructure_OfTheFullMatrix_IsAsAskedForAndPassesTheLinter()
    {
        Assert.SkipUnless(SlowTests.Full, "Takes half an hour. To run it: STOPINATOR_TEMPLATE_TESTS=full");
        await projects.AllAsync();
        var all = new List<GeneratedProject>();
        foreach (var (index, combination) in Combinations.OfInfrastructure().Index())
        {
            all.Add(await projects.Template.GenerateAsync(combination, Path.Combine("full", $"{index}")));
            InfrastructureChecks.CheckPolicy(all[^1]);
            InfrastructureChecks.CheckFunction(all[^1]);
            InfrastructureChecks.CheckSchedules(all[^1]);
        }

        await CfnLint.CheckAsync(scratch, all);
    }
}
