using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>What a stranger has: the packages in a folder, the template installed from its package, and projects generated from it.</summary>
public sealed class GeneratedProjects(Scratch scratch)
{
    private static readonly string[] Packages = ["Stopinator", "Stopinator.Lambda", "Stopinator.Testing", "Stopinator.Lambda.Template"];

    /// <summary>A version no other build has, so that no cache can answer with an older one.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():n}";

    /// <summary>The folder of the packages.</summary>
    public string Feed => Path.Combine(scratch.Root, "feed");

    /// <summary>The folder of the generated projects.</summary>
    public string Folder => Path.Combine(scratch.Root, "generated");

    /// <summary>The template, installed from its package.</summary>
    public TemplateHive Template { get; private set; } = null!;

    private Task<IReadOnlyList<GeneratedProject>>? _all;

    /// <summary>A project for each combination of pairs; skips the test where slow ones are not asked for.</summary>
    public Task<IReadOnlyList<GeneratedProject>> AllAsync()
    {
        SlowTests.Require();

        // The tests of the collection run one after the other.
        return _all ??= GenerateAsync();
    }

    private async Task<IReadOnlyList<GeneratedProject>> GenerateAsync()
    {
        await PackAsync();
        Template = await TemplateHive.InstallAsync(Folder, Path.Combine(Feed, $"Stopinator.Lambda.Template.{Version}.nupkg"));

        // For those projects that were generated without --package-source.
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{Feed}" /></packageSources></configuration>""");

        var all = new List<GeneratedProject>();
        foreach (var (index, combination) in Combinations.OfPairs(Feed).Index())
        {
            all.Add(await Template.GenerateAsync(combination, $"{index:00}"));
        }

        return all;
    }

    /// <summary>Runs <c>dotnet</c> among the generated projects, with packages in a folder of their own.</summary>
    public Task<string> DotNetAsync(params string[] arguments) => DotNet.RunAsync(Folder, Variables, arguments);

    private Dictionary<string, string> Variables => new(StringComparer.Ordinal)
    {
        ["NUGET_PACKAGES"] = Path.Combine(scratch.Root, "packages"),

        // What the machine has already is taken from there.
        ["NUGET_FALLBACK_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    // Each with all it refers to in one build, and one after the other: they share projects.
    private async Task PackAsync()
    {
        foreach (var package in Packages)
        {
            await DotNet.RunAsync(
                Repository.Root,
                new Dictionary<string, string>(),
                "pack", Path.Combine("src", package), "--configuration", "Release", "--output", Feed,
                $"-p:Version={Version}", $"-p:ArtifactsPath={Feed}.build", "-p:RunAnalyzers=false");
        }
    }
}
