using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Contents;

/// <summary>The version of a package, from the tags, the commits and the changed files of a repository.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private static readonly string[] BuildFiles =
    [
        ".gitignore", "Directory.Build.props", "Directory.Packages.props", "global.json", "src/BannedSymbols.txt",
        "src/Directory.Build.props", "src/Directory.Build.targets", "src/icon.png",
    ];

    private readonly string _clone = Directory.CreateTempSubdirectory("stopinator-version-").FullName;

    private string Project => Path.Combine(_clone, "src", "Sample");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Project);
        foreach (var file in BuildFiles)
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_clone, file));
        }

        await File.WriteAllTextAsync(Path.Combine(Project, "Sample.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_clone, recursive: true);
        return ValueTask.CompletedTask;
    }

    [LongFact]
    public async Task Version_OfARepository_IsThatOfItsTagsCommitsAndChangedFiles()
    {
        await DotNet.RunAsync(Project, new Dictionary<string, string>(), "restore", "--verbosity", "quiet");
        Assert.Equal("0.2.0", await VersionAsync());

        await GitAsync("init", "--quiet");
        await CommitAsync("The first commit");
        Assert.Equal("0.2.0-alpha.0", await VersionAsync());
        await CommitAsync("The second commit");
        Assert.Equal("0.2.0-alpha.0.1", await VersionAsync());

        await GitAsync("tag", "v0.3.1");
        Assert.Equal("0.3.1", await VersionAsync());
        Assert.Equal("0.3.1.0", await PropertyAsync("AssemblyVersion"));
        Assert.Equal("9.9.9", await PropertyAsync("PackageVersion", "-p:Version=9.9.9"));

        // An editor builds without MinVer.
        Assert.Empty(await PropertyAsync("AssemblyVersion", "-p:DesignTimeBuild=true"));

        var source = Path.Combine(Project, "Sample.cs");
        await File.WriteAllTextAsync(source, "// One.");
        var one = await VersionAsync();
        Assert.Matches("^0\\.3\\.1-dirty\\.x[0-9a-f]{8}$", one);
        Assert.Equal(one, await VersionAsync());

        File.SetLastWriteTimeUtc(source, File.GetLastWriteTimeUtc(source).AddSeconds(1));
        Assert.NotEqual(one, await VersionAsync());
        Assert.Equal("0.3.1", await PropertyAsync("PackageVersion"));

        await CommitAsync("The third commit");
        Assert.Equal("0.3.2-alpha.0.1", await VersionAsync());

        File.Delete(source);
        Assert.Matches("^0\\.3\\.2-alpha\\.0\\.1\\.dirty\\.x[0-9a-f]{8}$", await VersionAsync());
    }

    // As dotnet pack asks for it.
    private Task<string> VersionAsync() => PropertyAsync("PackageVersion", "-p:_IsPacking=true");

    private async Task<string> PropertyAsync(string name, params string[] properties)
    {
        var output = await DotNet.RunAsync(
            Project,
            new Dictionary<string, string>(),
            ["msbuild", "-target:MinVer", $"-getProperty:{name}", .. properties]);
        return output.Trim();
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync(
            "-c", "user.name=Sample", "-c", "user.email=sample@example.com", "commit", "--quiet", "--allow-empty", "--message", message);
    }

    private async Task GitAsync(params string[] arguments)
    {
        var result = await Command.RunAsync("git", _clone, DotNet.UsersEnvironment(), arguments);
        Assert.True(result.ExitCode == 0, result.Output);
    }
}
