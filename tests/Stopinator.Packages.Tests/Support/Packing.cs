using System.Xml.Linq;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Support;

/// <summary>
/// Packs projects. Where long tests are asked for, they are built as continuous integration builds them, beside their other builds;
/// otherwise the packages hold what the build of the tests has made.
/// </summary>
internal static class Packing
{
    /// <summary>Packs projects into a folder. One process does it all, so that each project is restored and built once.</summary>
    /// <param name="folder">Where the packages go.</param>
    /// <param name="version">Their version.</param>
    /// <param name="ids">The projects.</param>
    /// <param name="properties">Further properties, e.g. <c>-p:ProjectUrl=...</c>.</param>
    public static async Task PackAsync(string folder, string version, IEnumerable<string> ids, params string[] properties)
    {
        var solution = Path.Combine(Directory.CreateDirectory($"{folder}.build").FullName, "All.slnx");
        var projects = ids.Select(id => Path.Combine(Repository.Root, "src", id, $"{id}.csproj"))
            .Select(file => new XElement("Project", new XAttribute("Path", Path.GetRelativePath($"{folder}.build", file))));
        await File.WriteAllTextAsync(solution, new XElement("Solution", projects).ToString());
        await DotNet.RunAsync(
            Repository.Root,
            new Dictionary<string, string>(),
            [
                "pack", solution, $"-p:PackageOutputPath={folder}", $"-p:Version={version}", $"-p:TemplateFolder={folder}.template",
                .. LongTests.AreOn ? Built(folder) : AsTheyAre(), .. properties,
            ]);
    }

    // The ordinary build runs the analyzers; the package is the same without.
    private static string[] Built(string folder) =>
        ["--configuration", "Release", $"-p:ArtifactsPath={folder}.build", "-p:RunAnalyzers=false"];

    private static string[] AsTheyAre() =>
        ["--no-build", "--configuration", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))];
}
