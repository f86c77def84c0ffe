using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests;

/// <summary>The packages, built from the sources as they are, in a folder a project outside the repository can restore from.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly string[] Projects = ["Stopinator", "Stopinator.Testing"];

    /// <summary>A version no other build has, so that no cache can answer with an older one.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():n}";

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>A folder outside the repository for all that the tests write.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("stopinator-packages-").FullName;

    public async ValueTask InitializeAsync()
    {
        foreach (var project in Projects)
        {
            await DotNet.RunAsync(
                Repository.Root,
                new Dictionary<string, string>(),
                "pack", Path.Combine("src", project), "--configuration", "Release", "--output", Folder,
                $"-p:Version={Version}", $"-p:ArtifactsPath={Path.Combine(Root, "build")}", "-nodeReuse:false");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
