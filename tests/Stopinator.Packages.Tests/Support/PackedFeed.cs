namespace Stopinator.Packages.Tests.Support;

/// <summary>The packages of the sources as they are, in a folder a project outside the repository can restore from.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly string[] Packages =
    [
        "Stopinator", "Stopinator.Scheduling", "Stopinator.Scheduling.Preview", "Stopinator.Scheduling.Sources", "Stopinator.Hosting",
        "Stopinator.Lambda", "Stopinator.Lambda.Template", "Stopinator.Testing",
    ];

    /// <summary>A version no other build has, so that no cache can answer with an older one.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():n}";

    /// <summary>A folder outside the repository for all that the tests write.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("stopinator-packages-").FullName;

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>The file of a package or of its symbols.</summary>
    public string FileOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    /// <summary>Packs projects with the version of the feed.</summary>
    /// <param name="folder">Where the packages go.</param>
    /// <param name="ids">The projects.</param>
    /// <param name="properties">Further properties, e.g. <c>-p:ProjectUrl=...</c>.</param>
    public Task PackAsync(string folder, string[] ids, params string[] properties) => Packing.PackAsync(
        folder,
        Version,
        ids,
        [
            "-p:ContinuousIntegrationBuild=true",

            // Built outside the repository, with the paths it would have inside.
            $"-p:PathMap={folder}.build/=/_/artifacts/",
            .. properties,
        ]);

    public async ValueTask InitializeAsync() => await PackAsync(Folder, Packages);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
