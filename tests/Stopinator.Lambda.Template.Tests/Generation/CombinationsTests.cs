using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>Generates a project from every choice of every option.</summary>
public sealed class CombinationsTests(Scratch scratch)
{
    [Fact]
    public async Task Text_OfEveryFile_IsFreeOfTraces() => Assert.All(await scratch.ProjectsAsync(), GeneratedText.Check);

    [Fact]
    public async Task Files_ThatAreOptional_AreThereWhenAskedFor() => Assert.All(await scratch.ProjectsAsync(), project =>
    {
        var options = project.Combination;
        (string File, bool IsThere)[] files =
        [
            (".dockerignore", options.IsImage),
            ("infra/Dockerfile", options.IsImage),
            ("infra/Dockerfile.publish", options.IsAot),
            ("infra/Dockerfile.publish.dockerignore", options.IsAot),
            ("nuget.config", options.Has("--package-source")),
            ("events/http.json", options.Has("--http-api")),
            ("events/schedule.json", options.IsScheduled),
            ("events/reconcile.json", options.IsByTags),
            (".github/workflows/deploy.yml", options["--ci"] == "github"),
            (".gitlab-ci.yml", options["--ci"] == "gitlab"),
            ("ci/role.yaml", options.Has("--ci")),
            ("infra/spoke-role.yaml", options.HasTargets),
            ($"src/{options.Name}/targets.json", options.HasTargets),
            ($"src/{options.Name}/targets.schema.json", options.HasTargets),
            .. ((string[])["sqs", "sns", "alarm", "state-change"]).Select(name => ($"events/{name}.json", options.Events.Contains(name))),
            ($"tests/{options.Name}.Tests/{options.Name}.Tests.csproj", !options.Has("--no-tests")),
        ];
        Assert.All(files, file => Assert.Equal(file.IsThere, project.Files.Contains(file.File)));
    });

    [Fact]
    public async Task Policy_OfEveryCombination_AllowsWhatWasAskedForAndNothingElse() =>
        Assert.All(await scratch.ProjectsAsync(), InfrastructureChecks.CheckPolicy);

    [Fact]
    public async Task Function_OfEveryCombination_IsSetUpAsAskedFor() =>
        Assert.All(await scratch.ProjectsAsync(), InfrastructureChecks.CheckFunction);

    [Fact]
    public async Task Schedules_OfEveryCombination_AreThoseAskedFor() =>
        Assert.All(await scratch.ProjectsAsync(), InfrastructureChecks.CheckSchedules);

    [Fact]
    public async Task Events_OfEveryCombination_AreThoseAskedFor() => Assert.All(await scratch.ProjectsAsync(), EventChecks.Check);

    [LongFact]
    public async Task Infrastructure_OfEveryCombination_PassesTheLinter() =>
        await CfnLint.CheckAsync(scratch, await scratch.ProjectsAsync());

    [Fact]
    public async Task Infrastructure_OfTheFullMatrix_IsAsAskedForAndPassesTheLinter()
    {
        LongTests.RequireFull();
        var all = new List<GeneratedProject>();
        foreach (var (index, combination) in Combinations.OfInfrastructure().Index())
        {
            all.Add(await scratch.Clone.GenerateAsync(combination, Path.Combine("full", $"{index}")));
            InfrastructureChecks.CheckPolicy(all[^1]);
            InfrastructureChecks.CheckFunction(all[^1]);
            InfrastructureChecks.CheckSchedules(all[^1]);
            EventChecks.Check(all[^1]);
        }

        await CfnLint.CheckAsync(scratch, all);
    }
}
