using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Support;

/// <summary>The packages, built from the sources as they are, in a folder a project outside the repository can restore from.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    /// <summary>A version no other build has, so that no cache can answer with an older one.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():n}";

    /// <summary>A folder outside the repository for all that the tests write.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("stopinator-packages-").FullName;

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>The file of a package or of its symbols.</summary>
    public string FileOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    /// <summary>Packs a project as continuous integration does.</summary>
    /// <param name="id">The project.</param>
    /// <param name="folder">Where the package goes.</param>
    /// <param name="properties">Further properties, e.g. <c>-p:ProjectUrl=...</c>.</param>
    public Task PackAsync(string id, string folder, params string[] properties) => DotNet.RunAsync(
        Repository.Root,
        new Dictionary<string, string>(),
        [
            "pack", Path.Combine("src", id), "--configuration", "Release", "--output", folder,
            $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true",

            // Built outside the repository, with the paths it would have inside.
            $"-p:ArtifactsPath={folder}.build", $"-p:PathMap={folder}.build/=/_/artifacts/",

            // The ordinary build runs them; the package is the same without.
            "-p:RunAnalyzers=false",
            .. properties,
        ]);

    public async ValueTask InitializeAsync()
    {
        // A package is built on those it depends on, whose build it would otherwise meet half done.
        await Task.WhenAll(PackAsync("Stopinator", Folder), PackAsync("Stopinator.Testing", Folder));
        await PackAsync("Stopinator.Scheduling", Folder);
        await PackAsync("Stopinator.Scheduling.Preview", Folder);
        await PackAsync("Stopinator.Scheduling.Sources", Folder);
        await PackAsync("Stopinator.Hosting", Folder);
        await PackAsync("Stopinator.Lambda", Folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
