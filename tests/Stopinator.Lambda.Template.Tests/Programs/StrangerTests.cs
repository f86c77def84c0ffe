using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>A stranger installs the package of the template, generates every choice of every option, builds, and runs the tests.</summary>
[Collection(StrangersWork.Name)]
public sealed partial class StrangerTests(Scratch scratch, Stranger stranger)
{
    [SlowFact]
    public async Task Generate_FromThePackageAndFromAClone_GivesTheSame()
    {
        var clones = (await scratch.ProjectsAsync()).ToDictionary(project => project.ToString(), StringComparer.Ordinal);
        foreach (var project in await stranger.ProjectsAsync())
        {
            var clone = clones[project.ToString()];

            Assert.Equal(clone.Files, project.Files);
            Assert.All(clone.Files, file => Assert.Equal(
                clone.Read(file).Replace($"\"{RepositoryVersion}\"", $"\"{stranger.Version}\"", StringComparison.Ordinal), project.Read(file)));
        }
    }

    [SlowFact]
    public async Task Build_EveryCombination_HasNoWarning() => Assert.True(File.Exists(await stranger.BuiltSolutionAsync()));

    [SlowFact]
    public async Task Test_EveryCombination_Passes()
    {
        var withTests = (await stranger.ProjectsAsync()).Count(project => !project.Combination.Has("--no-tests"));

        var output = await stranger.DotNetAsync("test", await stranger.BuiltSolutionAsync(), "--no-build");

        var passed = Passed().Matches(output).Select(match => int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(withTests, passed.Length);
        Assert.All(passed, count => Assert.True(count >= 5, output));
    }

    private static string RepositoryVersion => System.Xml.Linq.XDocument.Parse(Stopinator.Tests.Shared.Repository.Read("Directory.Build.props"))
        .Descendants("VersionPrefix").Single().Value;

    [GeneratedRegex("^Passed!  - Failed: +0, Passed: +(?<count>[0-9]+), Skipped: +0,", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Passed();
}
